from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_digest_beside_frozen'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='mã khóa')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='đang ký từ')),
                ('refused_pin', models.CharField(blank=True, max_length=120)),
            ],
        ),
    ]
