

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('orgs', '0001_initial'),
        ('plans', '0003_area_headings'),
        ('tasks', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ResultEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('name', models.CharField(max_length=255, verbose_name='tên tài liệu')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản')),
                ('document_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='đường dẫn')),
                ('added_at', models.DateTimeField(verbose_name='thêm lúc')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='gỡ lúc')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='occurrence',
            name='tasks_fact_has_a_recorder',
        ),
        migrations.RemoveIndex(
            model_name='task',
            name='tasks_agency_state',
        ),
        migrations.AddField(
            model_name='occurrence',
            name='asked_back',
            field=models.CharField(blank=True, choices=[('evidence', 'Yêu cầu bổ sung minh chứng'), ('returned', 'Trả lại vì chưa đạt')], max_length=10),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='asked_back_note',
            field=models.TextField(blank=True, verbose_name='nội dung yêu cầu'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='xác nhận lúc'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='not_arising_on',
            field=models.DateField(blank=True, null=True, verbose_name='không phát sinh, báo ngày'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='outcome',
            field=models.TextField(blank=True, verbose_name='kết quả thực hiện'),
        ),
        migrations.AddField(
            model_name='task',
            name='asked_back_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='task',
            name='not_arising_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='task',
            name='unconfirmed_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['agency', 'next_due_on', 'discontinued_on', 'submitted_count', 'open_count', 'nature', 'done_count', 'starts_on', 'unplaced_count', 'has_standing', 'ends_on', 'result_until', 'late_count', 'not_arising_count'], name='tasks_agency_state'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delivered_on__isnull', True), ('not_arising_on__isnull', True), ('submitted_on__isnull', True)), ('recorded_by__isnull', False), _connector='OR'), name='tasks_fact_has_a_recorder'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(('not_arising_on__isnull', True), models.Q(('delivered_on__isnull', True), ('submitted_on__isnull', True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='tasks_not_arising_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('asked_back', ''), ('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('delivered_on__isnull', False), ('not_arising_on__isnull', False), _connector='OR')), _connector='OR'), name='tasks_confirmed_has_who_when_what'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True), _connector='OR'), name='tasks_nobody_confirms_his_own'),
        ),
        migrations.AddField(
            model_name='resultevidence',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resultevidence',
            name='occurrence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='tasks.occurrence'),
        ),
        migrations.AddField(
            model_name='resultevidence',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resultevidence',
            name='stored',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile'),
        ),
        migrations.AddConstraint(
            model_name='resultevidence',
            constraint=models.CheckConstraint(condition=models.Q(('stored__isnull', False), models.Q(('document_number', ''), _negated=True), models.Q(('url', ''), _negated=True), _connector='OR'), name='tasks_evidence_points_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='resultevidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='tasks_removed_evidence_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='resultevidence',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('occurrence', 'stored'), name='tasks_one_live_link_per_file'),
        ),
    ]
