from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_form_drafts'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='digest',
            field=models.JSONField(blank=True, null=True, verbose_name='số liệu cấp trên cộng'),
        ),
    ]
