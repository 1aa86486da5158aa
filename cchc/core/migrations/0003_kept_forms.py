from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_scheduled_jobs'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.BigIntegerField()),
                ('action', models.CharField(max_length=300)),
                ('fields', models.JSONField(default=list)),
                ('had_files', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'action'), name='core_kept_form_once')],
            },
        ),
    ]
