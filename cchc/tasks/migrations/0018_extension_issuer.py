
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0017_moot_extensions'),
    ]

    operations = [
        migrations.AddField(
            model_name='extension',
            name='document_issuer',
            field=models.CharField(blank=True, max_length=250, verbose_name='cơ quan ban hành'),
        ),
    ]
