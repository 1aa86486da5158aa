import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('periods', '0002_shipped_calendar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IndicatorBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên nhóm')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('search_key', models.TextField(default='', editable=False)),
                ('sort_key', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('code', models.CharField(max_length=30, verbose_name='mã')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='orgs.unit')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='indicators.indicatorblock')),
            ],
            options={
                'ordering': ['block__position', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='tên chỉ tiêu')),
                ('measure', models.CharField(max_length=30, verbose_name='đơn vị tính')),
                ('kind', models.CharField(choices=[('computed', 'Tính từ nhiệm vụ'), ('entered', 'Đơn vị nhập'), ('imported', 'Nhập từ hệ thống khác')], max_length=10, verbose_name='nguồn số')),
                ('formula', models.CharField(blank=True, max_length=40, verbose_name='cách tính tự động')),
                ('numerator', models.CharField(blank=True, max_length=200, verbose_name='tử số')),
                ('denominator', models.CharField(blank=True, max_length=200, verbose_name='mẫu số')),
                ('adds', models.CharField(choices=[('increment', 'Số phát sinh trong kỳ số liệu'), ('running', 'Lũy kế từ đầu năm'), ('state', 'Hiện trạng tại thời điểm chốt')], max_length=10, verbose_name='cộng theo thời gian')),
                ('direction', models.CharField(choices=[('up', 'Càng cao càng tốt'), ('down', 'Càng thấp càng tốt'), ('none', 'Không xét')], max_length=5, verbose_name='chiều tốt')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='số lẻ thập phân')),
                ('rule', models.TextField(verbose_name='cách đếm')),
                ('basis', models.CharField(blank=True, max_length=250, verbose_name='căn cứ')),
                ('standing', models.CharField(choices=[('official', 'Theo văn bản'), ('sample', 'Mẫu, cần đối chiếu')], default='sample', max_length=10, verbose_name='mức chắc chắn')),
                ('valid_from', models.DateField(verbose_name='áp dụng từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='indicators.indicator')),
            ],
            options={
                'ordering': ['valid_from'],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('stage', models.CharField(choices=[('official', 'Chính thức'), ('estimated', 'Ước')], max_length=10, verbose_name='loại số')),
                ('numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('is_not_arising', models.BooleanField(default=False, verbose_name='không phát sinh')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='căn cứ ước, lý do, ghi chú')),
                ('source', models.CharField(blank=True, max_length=250, verbose_name='nguồn số liệu')),
                ('entered_at', models.DateTimeField(verbose_name='nhập lúc')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='nhập thay')),
                ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='được thay lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.indicator')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='periods.reportingperiod')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='orgs.unit')),
            ],
            options={
                'ordering': ['entered_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FigureDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figure_duties', to='orgs.unit')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='indicators.indicator')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'indicator'), name='indicators_duty_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('agency', 'code'), name='indicators_code_once'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(condition=models.Q(('agency__isnull', True)), fields=('code',), name='indicators_shipped_code_once'),
        ),
        migrations.AddConstraint(
            model_name='indicatorversion',
            constraint=models.UniqueConstraint(fields=('indicator', 'valid_from'), name='indicators_version_begins_once'),
        ),
        migrations.AddConstraint(
            model_name='indicatorversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='indicators_version_in_order'),
        ),
        migrations.AddConstraint(
            model_name='indicatorversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('formula__gt', ''), ('kind', 'computed')), models.Q(models.Q(('kind', 'computed'), _negated=True), ('formula', '')), _connector='OR'), name='indicators_computed_has_formula'),
        ),
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(fields=['period', 'indicator', 'unit'], name='indicators_by_period'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('indicator', 'unit', 'period', 'stage'), name='indicators_one_live_figure'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_not_arising', False), ('numerator__isnull', False)), models.Q(('denominator__isnull', True), ('is_not_arising', True), ('numerator__isnull', True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='indicators_figure_or_not_arising'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('numerator__isnull', True), ('numerator__gte', Decimal('0')), _connector='OR'), name='indicators_no_negative_figure'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('denominator__isnull', True), ('denominator__gte', Decimal('0')), _connector='OR'), name='indicators_no_negative_denominator'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'estimated'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='indicators_estimate_has_basis'),
        ),
    ]
