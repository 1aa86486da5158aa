import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0005_account_links'),
        ('plans', '0004_pairing_decisions'),
        ('tasks', '0012_discussion_and_watching'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GuidanceWait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('asked_of', models.CharField(max_length=200, verbose_name='cơ quan hướng dẫn')),
                ('asked_document', models.CharField(max_length=120, verbose_name='văn bản xin hoặc hẹn hướng dẫn')),
                ('since', models.DateField(verbose_name='chờ từ ngày')),
                ('note', models.TextField(blank=True, verbose_name='nội dung cần hướng dẫn')),
                ('said_at', models.DateTimeField(verbose_name='ghi nhận lúc')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='nhập thay')),
                ('arrived_on', models.DateField(blank=True, null=True, verbose_name='có hướng dẫn ngày')),
                ('arrived_document', models.CharField(blank=True, max_length=120, verbose_name='văn bản hướng dẫn')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi nhận hướng dẫn lúc')),
            ],
            options={
                'ordering': ['said_at', 'pk'],
            },
        ),
        migrations.RemoveIndex(
            model_name='task',
            name='tasks_agency_state',
        ),
        migrations.AddField(
            model_name='task',
            name='awaiting_since',
            field=models.DateField(blank=True, null=True, verbose_name='chờ hướng dẫn từ ngày'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['agency', 'next_due_on', 'discontinued_on', 'awaiting_since', 'submitted_count', 'open_count', 'nature', 'done_count', 'starts_on', 'unplaced_count', 'has_standing', 'ends_on', 'result_until', 'late_count', 'not_arising_count'], name='tasks_agency_state'),
        ),
        migrations.AddField(
            model_name='guidancewait',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='guidancewait',
            name='said_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='guidancewait',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guidance_waits', to='tasks.task'),
        ),
        migrations.AddConstraint(
            model_name='guidancewait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_of', ''), _negated=True), models.Q(('asked_document', ''), _negated=True)), name='tasks_wait_cites_a_document'),
        ),
        migrations.AddConstraint(
            model_name='guidancewait',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('task',), name='tasks_one_open_wait'),
        ),
        migrations.AddConstraint(
            model_name='guidancewait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('arrived_on__isnull', True), ('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('arrived_on__isnull', False), ('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('arrived_document', ''), _negated=True)), _connector='OR'), name='tasks_ended_wait_has_who_when_what'),
        ),
        migrations.AddConstraint(
            model_name='guidancewait',
            constraint=models.CheckConstraint(condition=models.Q(('arrived_on__isnull', True), ('arrived_on__gte', models.F('since')), _connector='OR'), name='tasks_guidance_comes_after_the_wait_began'),
        ),
    ]
