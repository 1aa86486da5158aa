import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0007_idle_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactorReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('reason', models.CharField(max_length=300, verbose_name='lý do, đã xác minh thế nào')),
                ('asked_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                ('opens_at', models.DateTimeField(verbose_name='liên kết dùng được từ')),
                ('expires_at', models.DateTimeField(verbose_name='hết hạn lúc')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='thực hiện lúc')),
                ('way', models.CharField(blank=True, choices=[('second', 'người thứ hai xác nhận'), ('mail', 'qua thư công vụ')], max_length=8, verbose_name='cách')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reset', to='orgs.accountlink')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='factor_resets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('done_at__isnull', True)), fields=('user',), name='orgs_one_open_factor_reset'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True), ('way', '')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('way', ''), _negated=True)), _connector='OR'), name='orgs_factor_reset_has_who_and_when'), models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('cancelled_at__isnull', True), _connector='OR'), name='orgs_factor_reset_done_or_cancelled'), models.CheckConstraint(condition=models.Q(('done_by__isnull', True), models.Q(('done_by', models.F('asked_by')), _negated=True), _connector='OR'), name='orgs_factor_reset_by_two')],
            },
        ),
    ]
