import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0004_disposals'),
        ('orgs', '0009_index_of_outside_bodies'),
        ('reports', '0009_key_turns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReceiverSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('receiver', models.CharField(max_length=150, verbose_name='nơi nhận')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('blank', models.JSONField(default=list)),
                ('mapping', models.JSONField(default=dict)),
                ('confirmed', models.JSONField(default=list)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receiver_sheets', to='orgs.unit')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.reportform')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile')),
            ],
            options={
                'ordering': ['receiver', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'form', 'receiver'), name='reports_receiver_sheet_once'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='reports_sheet_confirmed_by_and_at')],
            },
        ),
    ]
