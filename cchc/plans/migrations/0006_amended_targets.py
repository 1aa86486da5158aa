
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0005_amendments'),
    ]

    operations = [
        migrations.AddField(
            model_name='amendmentchange',
            name='item',
            field=models.CharField(choices=[('task', 'Nhiệm vụ'), ('target', 'Chỉ tiêu'), ('basis', 'Căn cứ pháp lý')], default='task', max_length=6, verbose_name='nội dung'),
        ),
        migrations.AddField(
            model_name='legalbasis',
            name='added_on',
            field=models.DateField(blank=True, null=True, verbose_name='bổ sung từ ngày'),
        ),
        migrations.AddField(
            model_name='legalbasis',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='không còn từ ngày'),
        ),
        migrations.AddField(
            model_name='target',
            name='added_on',
            field=models.DateField(blank=True, null=True, verbose_name='bổ sung từ ngày'),
        ),
        migrations.AddField(
            model_name='target',
            name='since_on',
            field=models.DateField(blank=True, null=True, verbose_name='mức từ ngày'),
        ),
        migrations.AddField(
            model_name='target',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='không còn từ ngày'),
        ),
    ]
