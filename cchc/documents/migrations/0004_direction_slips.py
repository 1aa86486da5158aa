import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_shipped_reference_texts'),
        ('evidence', '0004_disposals'),
        ('orgs', '0009_index_of_outside_bodies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DirectionSlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('about', models.UUIDField(db_index=True, verbose_name='về nhiệm vụ, báo cáo')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('said_on', models.DateField(verbose_name='ngày cho ý kiến')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản')),
                ('added_at', models.DateTimeField(verbose_name='thêm lúc')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
