import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0009_index_of_outside_bodies'),
        ('plans', '0006_amended_targets'),
        ('tasks', '0020_recorded_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='TaskSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('own', 'Nhiệm vụ của cơ quan'), ('below', 'Nhiệm vụ của các cơ quan trực thuộc')], max_length=5)),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('nature', models.CharField(blank=True, max_length=12)),
                ('discontinued_on', models.DateField(null=True)),
                ('next_due_on', models.DateField(null=True)),
                ('awaiting_since', models.DateField(null=True)),
                ('open_count', models.PositiveSmallIntegerField(default=0)),
                ('submitted_count', models.PositiveSmallIntegerField(default=0)),
                ('done_count', models.PositiveSmallIntegerField(default=0)),
                ('starts_on', models.DateField(null=True)),
                ('unplaced_count', models.PositiveSmallIntegerField(default=0)),
                ('has_standing', models.BooleanField(default=False)),
                ('ends_on', models.DateField(null=True)),
                ('result_until', models.DateField(null=True)),
                ('late_count', models.PositiveSmallIntegerField(default=0)),
                ('not_arising_count', models.PositiveSmallIntegerField(default=0)),
                ('tasks', models.IntegerField(verbose_name='số nhiệm vụ')),
                ('is_fresh', models.BooleanField(default=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='task_sums', to='orgs.unit')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.reformarea')),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'year'], name='tasks_sum_agency_year'), models.Index(condition=models.Q(('is_fresh', True)), fields=['agency'], name='tasks_sum_fresh')],
            },
        ),
    ]
