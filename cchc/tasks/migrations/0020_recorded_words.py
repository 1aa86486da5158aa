import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_direction_slips'),
        ('tasks', '0019_taking_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='extension',
            name='is_recorded',
            field=models.BooleanField(default=False, verbose_name='ghi nhận thay'),
        ),
        migrations.AddField(
            model_name='extension',
            name='slip',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='documents.directionslip'),
        ),
        migrations.AddField(
            model_name='obstacle',
            name='is_recorded',
            field=models.BooleanField(default=False, verbose_name='ghi nhận thay'),
        ),
        migrations.AddField(
            model_name='obstacle',
            name='slip',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='documents.directionslip'),
        ),
    ]
