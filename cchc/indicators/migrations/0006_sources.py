
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0005_monthly_indicators'),
        ('orgs', '0005_account_links'),
        ('periods', '0004_shipped_reporting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DataSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('name', models.CharField(max_length=150, verbose_name='tên nguồn')),
                ('mapping', models.JSONField(default=dict)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_sources', to='orgs.unit')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='FigureImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64)),
                ('grid', models.JSONField(default=list)),
                ('uploaded_at', models.DateTimeField(verbose_name='tải lên lúc')),
                ('extracted_on', models.DateField(blank=True, null=True, verbose_name='ngày trích xuất')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi lúc')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='periods.reportingperiod')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='indicators.datasource')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SourceFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('numerator', models.DecimalField(decimal_places=4, max_digits=18)),
                ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('line', models.PositiveIntegerField(verbose_name='dòng')),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, choices=[('', 'Chưa chọn'), ('taken', 'Lấy số của nguồn'), ('kept', 'Giữ số đã nhập')], default='', max_length=5)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('imported', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='indicators.figureimport')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='periods.reportingperiod')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='indicators.datasource')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='datasource',
            constraint=models.UniqueConstraint(fields=('agency', 'name'), name='indicators_source_once'),
        ),
        migrations.AddConstraint(
            model_name='sourcefigure',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('source', 'period', 'indicator', 'unit'), name='indicators_one_live_of_source'),
        ),
        migrations.AddConstraint(
            model_name='sourcefigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='indicators_decided_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='sourcefigure',
            constraint=models.CheckConstraint(condition=models.Q(('numerator__gte', Decimal('0'))), name='indicators_source_not_negative'),
        ),
    ]
