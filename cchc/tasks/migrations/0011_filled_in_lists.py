
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0010_work_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(verbose_name='tải lên lúc')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SheetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='dòng')),
                ('key', models.CharField(blank=True, max_length=120)),
                ('values', models.JSONField(default=dict)),
                ('verdict', models.CharField(choices=[('waiting', 'Chờ cập nhật'), ('applied', 'Đã cập nhật'), ('unchanged', 'Không có gì thay đổi'), ('refused', 'Không cập nhật')], default='waiting', max_length=10)),
                ('message', models.TextField(blank=True)),
                ('errors', models.JSONField(default=dict)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='tasks.sheetupload')),
            ],
            options={
                'ordering': ['line'],
            },
        ),
        migrations.AddConstraint(
            model_name='sheetupload',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('started_at__isnull', False), _connector='OR'), name='tasks_sheet_starts_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='sheetline',
            constraint=models.UniqueConstraint(fields=('upload', 'line'), name='tasks_sheet_line_once'),
        ),
    ]
