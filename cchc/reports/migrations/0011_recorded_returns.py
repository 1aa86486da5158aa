import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_direction_slips'),
        ('reports', '0010_receiver_sheets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='returned_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='report',
            name='returned_document',
            field=models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản'),
        ),
        migrations.AddField(
            model_name='report',
            name='returned_is_recorded',
            field=models.BooleanField(default=False, verbose_name='ghi nhận thay'),
        ),
        migrations.AddField(
            model_name='report',
            name='returned_on',
            field=models.DateField(blank=True, null=True, verbose_name='ngày trả lại'),
        ),
        migrations.AddField(
            model_name='report',
            name='returned_slip',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='documents.directionslip'),
        ),
    ]
