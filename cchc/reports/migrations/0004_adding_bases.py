from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_transmissions'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='adds_bases',
            field=models.BooleanField(default=False, verbose_name='cộng cơ sở trước sáp nhập'),
        ),
    ]
