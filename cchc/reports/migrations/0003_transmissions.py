import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_shipped_forms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Transmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('key', models.CharField(max_length=120, verbose_name='khóa lượt gửi')),
                ('state', models.CharField(choices=[('waiting', 'Đang gửi'), ('delivered', 'Đã nhận'), ('failed', 'Chưa gửi được')], default='waiting', max_length=10, verbose_name='trạng thái')),
                ('asked_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='số tiếp nhận')),
                ('is_repeat', models.BooleanField(default=False, verbose_name='đã có từ trước')),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='lý do chưa gửi được')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transmissions', to='reports.report')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('report',), name='reports_one_transmission_waits'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='reports_transmission_ends_once')],
            },
        ),
    ]
