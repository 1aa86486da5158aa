from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('periods', '0004_shipped_reporting'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agencycalendar',
            name='holiday_rule',
            field=models.CharField(choices=[('keep', 'Giữ nguyên ngày ghi trong văn bản'), ('before', 'Hoàn thành vào ngày làm việc liền trước'), ('after', 'Làm vào ngày làm việc liền sau, vẫn tính trễ từ ngày ghi trong văn bản')], default='keep', max_length=8, verbose_name='hạn rơi vào ngày nghỉ'),
        ),
    ]
