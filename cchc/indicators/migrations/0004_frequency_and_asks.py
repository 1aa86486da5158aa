
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_filled_in_workbooks'),
        ('orgs', '0005_account_links'),
        ('periods', '0004_shipped_reporting'),
    ]

    operations = [
        migrations.AddField(
            model_name='indicatorversion',
            name='frequency',
            field=models.CharField(choices=[('reports', 'Mọi kỳ báo cáo'), ('months', 'Mọi kỳ báo cáo và hằng tháng'), ('year', 'Báo cáo năm')], default='reports', max_length=10, verbose_name='kỳ báo cáo'),
        ),
        migrations.CreateModel(
            name='PeriodAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='periods.reportingperiod')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('period', 'indicator'), name='indicators_asked_once')],
            },
        ),
    ]
