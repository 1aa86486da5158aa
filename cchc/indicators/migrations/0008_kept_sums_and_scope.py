
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0007_targets'),
        ('orgs', '0008_factor_resets'),
    ]

    operations = [
        migrations.AddField(
            model_name='indicatorversion',
            name='scope',
            field=models.CharField(choices=[('own', 'Của cơ quan'), ('area', 'Toàn tỉnh')], default='own', max_length=4, verbose_name='phạm vi'),
        ),
        migrations.CreateModel(
            name='FigureSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('own', 'Các đơn vị của cơ quan'), ('below', 'Các cơ quan trực thuộc')], default='own', max_length=5)),
                ('code', models.CharField(max_length=12, verbose_name='mã kỳ')),
                ('numerator', models.DecimalField(decimal_places=4, default=0, max_digits=24)),
                ('denominator', models.DecimalField(decimal_places=4, default=0, max_digits=24)),
                ('shares', models.IntegerField(default=0)),
                ('given', models.IntegerField(default=0)),
                ('estimates', models.IntegerField(default=0)),
                ('not_arising', models.IntegerField(default=0)),
                ('agencies', models.IntegerField(default=0)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figure_sums', to='orgs.unit')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'level', 'code', 'indicator'), name='indicators_sum_once')],
            },
        ),
    ]
