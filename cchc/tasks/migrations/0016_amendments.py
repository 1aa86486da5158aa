import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0005_account_links'),
        ('plans', '0005_amendments'),
        ('tasks', '0015_pages_of_proof'),
    ]

    operations = [
        migrations.AddField(
            model_name='deliverable',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='không còn từ ngày'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='added_on',
            field=models.DateField(blank=True, null=True, verbose_name='bổ sung từ ngày'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='không còn từ ngày'),
        ),
        migrations.CreateModel(
            name='OccurrenceAmendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('from_due', models.DateField(blank=True, null=True, verbose_name='hạn cũ')),
                ('to_due', models.DateField(blank=True, null=True, verbose_name='hạn mới')),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.amendment')),
                ('from_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('occurrence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='tasks.occurrence')),
                ('to_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('occurrence', 'amendment'), name='tasks_occurrence_amended_once')],
            },
        ),
        migrations.CreateModel(
            name='TaskAmendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=6, verbose_name='loại thay đổi')),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('before', models.JSONField(default=dict)),
                ('from_key', models.CharField(blank=True, max_length=200)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.amendment')),
                ('from_plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='plans.plan')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='tasks.task')),
            ],
            options={
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('task', 'amendment'), name='tasks_amended_once'), models.CheckConstraint(condition=models.Q(models.Q(('from_key', ''), ('from_plan__isnull', True)), ('kind', 'carry'), _connector='OR'), name='tasks_carried_from_a_plan')],
            },
        ),
    ]
