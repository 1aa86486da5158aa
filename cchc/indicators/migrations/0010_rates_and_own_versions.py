"""Rates by date, and versions of an indicator that are an agency's own."""

import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0009_figures_of_the_province'),
        ('orgs', '0008_factor_resets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=150, verbose_name='tên')),
                ('measure', models.CharField(max_length=30, verbose_name='đơn vị tính')),
                ('phrase', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RateValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('amount', models.DecimalField(decimal_places=4, max_digits=18, verbose_name='mức')),
                ('valid_from', models.DateField(verbose_name='áp dụng từ ngày')),
                ('basis', models.CharField(max_length=250, verbose_name='căn cứ')),
                ('standing', models.CharField(choices=[('official', 'Theo văn bản'), ('sample', 'Mẫu, cần đối chiếu')], default='sample', max_length=10, verbose_name='mức chắc chắn')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='nhập lúc')),
                ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='được thay lúc')),
            ],
            options={
                'ordering': ['valid_from', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='indicatorversion',
            name='indicators_version_begins_once',
        ),
        migrations.AddField(
            model_name='indicatorversion',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='indicatorversion',
            name='replaced_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='được thay lúc'),
        ),
        migrations.AddField(
            model_name='indicatorversion',
            name='rate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.rate', verbose_name='mẫu số theo mức quy định'),
        ),
        migrations.AddConstraint(
            model_name='indicatorversion',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('indicator', 'agency', 'valid_from'), name='indicators_version_begins_once'),
        ),
        migrations.AddConstraint(
            model_name='indicatorversion',
            constraint=models.UniqueConstraint(condition=models.Q(('agency__isnull', True), ('replaced_at__isnull', True)), fields=('indicator', 'valid_from'), name='indicators_shipped_version_once'),
        ),
        migrations.AddConstraint(
            model_name='indicatorversion',
            constraint=models.CheckConstraint(condition=models.Q(('agency__isnull', False), ('replaced_at__isnull', True), _connector='OR'), name='indicators_shipped_version_stays'),
        ),
        migrations.AddConstraint(
            model_name='indicatorversion',
            constraint=models.CheckConstraint(condition=models.Q(('rate__isnull', True), models.Q(('denominator', ''), _negated=True), _connector='OR'), name='indicators_rate_is_of_a_share'),
        ),
        migrations.AddField(
            model_name='ratevalue',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='ratevalue',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ratevalue',
            name='rate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='indicators.rate'),
        ),
        migrations.AddConstraint(
            model_name='ratevalue',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('rate', 'agency', 'valid_from'), name='indicators_rate_once'),
        ),
        migrations.AddConstraint(
            model_name='ratevalue',
            constraint=models.UniqueConstraint(condition=models.Q(('agency__isnull', True)), fields=('rate', 'valid_from'), name='indicators_shipped_rate_once'),
        ),
        migrations.AddConstraint(
            model_name='ratevalue',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0'))), name='indicators_rate_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='ratevalue',
            constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='indicators_rate_has_basis'),
        ),
        migrations.AddConstraint(
            model_name='ratevalue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', True), ('entered_at__isnull', True), ('entered_by__isnull', True)), models.Q(('agency__isnull', False), ('entered_at__isnull', False), ('entered_by__isnull', False)), _connector='OR'), name='indicators_own_rate_says_who'),
        ),
    ]
