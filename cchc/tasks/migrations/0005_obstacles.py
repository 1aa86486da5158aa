
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0004_extensions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Obstacle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('text', models.TextField(verbose_name='khó khăn, vướng mắc, kiến nghị')),
                ('raised_at', models.DateTimeField(verbose_name='nêu lúc')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='nhập thay')),
                ('answer', models.TextField(blank=True, verbose_name='ý kiến chỉ đạo, giải quyết')),
                ('said_by', models.CharField(blank=True, max_length=150, verbose_name='người cho ý kiến')),
                ('said_on', models.DateField(blank=True, null=True, verbose_name='ngày cho ý kiến')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='tasks.task')),
            ],
            options={
                'ordering': ['raised_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('said_by', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False), ('said_on__isnull', False)), _connector='OR'), name='tasks_answered_obstacle_has_who_and_when')],
            },
        ),
    ]
