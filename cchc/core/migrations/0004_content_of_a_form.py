from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_kept_forms'),
    ]

    operations = [
        migrations.AddField(
            model_name='submittoken',
            name='content',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
    ]
