
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0016_amendments'),
    ]

    operations = [
        migrations.AlterField(
            model_name='extension',
            name='state',
            field=models.CharField(choices=[('asked', 'Chờ quyết định'), ('granted', 'Đồng ý'), ('refused', 'Không đồng ý'), ('moot', 'Không còn cần')], default='asked', max_length=8, verbose_name='trạng thái'),
        ),
    ]
