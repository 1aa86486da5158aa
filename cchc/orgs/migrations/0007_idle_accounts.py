import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0006_people_sheets'),
    ]

    operations = [
        migrations.AddField(
            model_name='accountlink',
            name='purpose',
            field=models.CharField(choices=[('invitation', 'Đặt mật khẩu'), ('reopening', 'Mở tài khoản lâu không dùng'), ('factor_reset', 'Đặt lại xác thực hai lớp')], default='invitation', max_length=12, verbose_name='để làm gì'),
        ),
        migrations.AddField(
            model_name='user',
            name='idle_locked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='khóa vì lâu không dùng lúc'),
        ),
        migrations.AddField(
            model_name='user',
            name='idle_warned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='được báo sắp khóa lúc'),
        ),
        migrations.AddField(
            model_name='user',
            name='reopened_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='mở lại lúc'),
        ),
        migrations.CreateModel(
            name='IdleRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('lock_after_days', models.PositiveSmallIntegerField(verbose_name='khóa sau (ngày)')),
                ('warn_days', models.PositiveSmallIntegerField(default=7, verbose_name='báo trước (ngày)')),
                ('spare_days', models.PositiveSmallIntegerField(default=10, verbose_name='không khóa trước hạn báo cáo (ngày)')),
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('lock_after_days', 0), ('lock_after_days__gt', models.F('warn_days')), _connector='OR'), name='orgs_idle_warned_before_locked')],
            },
        ),
    ]
