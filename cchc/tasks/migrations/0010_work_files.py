import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0001_initial'),
        ('tasks', '0009_area_charges'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('search_key', models.TextField(default='', editable=False)),
                ('sort_key', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('code', models.CharField(max_length=60, verbose_name='số, ký hiệu hồ sơ')),
                ('title', models.CharField(max_length=500, verbose_name='tiêu đề hồ sơ')),
                ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='thời hạn lưu trữ (năm)')),
                ('opened_on', models.DateField(verbose_name='ngày mở')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='ngày kết thúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FiledTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filed_at', models.DateTimeField(verbose_name='đưa vào hồ sơ lúc')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='filed', to='tasks.task')),
                ('work_file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filed', to='tasks.workfile')),
            ],
        ),
        migrations.AddConstraint(
            model_name='workfile',
            constraint=models.UniqueConstraint(fields=('agency', 'code'), name='tasks_work_file_code_once'),
        ),
        migrations.AddConstraint(
            model_name='workfile',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='tasks_work_file_closed_after_opened'),
        ),
        migrations.AddConstraint(
            model_name='workfile',
            constraint=models.CheckConstraint(condition=models.Q(('years__isnull', True), ('years__gte', 1), _connector='OR'), name='tasks_work_file_kept_for_a_year'),
        ),
    ]
