import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_shipped_reference_texts'),
        ('orgs', '0005_account_links'),
        ('plans', '0004_pairing_decisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='closed_on',
            field=models.DateField(blank=True, null=True, verbose_name='kết thúc từ ngày'),
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('in_force', 'Đã có hiệu lực'), ('discarded', 'Đã bỏ')], default='draft', max_length=10, verbose_name='trạng thái')),
                ('subject', models.CharField(max_length=300, verbose_name='trích yếu')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('about', models.UUIDField(blank=True, null=True)),
                ('level', models.CharField(choices=[('own', 'Cơ quan mình'), ('above', 'Cơ quan cấp trên')], default='own', max_length=5, verbose_name='cấp quyết định')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='có hiệu lực từ ngày')),
                ('created_at', models.DateTimeField(verbose_name='soạn lúc')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='đưa vào thực hiện lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='documents.document')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='plans.plan')),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='plans.plan')),
            ],
            options={
                'ordering': ['effective_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AmendmentChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('kind', models.CharField(choices=[('change', 'Điều chỉnh'), ('add', 'Bổ sung'), ('drop', 'Thôi thực hiện'), ('carry', 'Chuyển tiếp')], max_length=6, verbose_name='loại thay đổi')),
                ('task_key', models.CharField(blank=True, max_length=200)),
                ('new_key', models.CharField(blank=True, max_length=200)),
                ('label', models.CharField(max_length=300, verbose_name='nhiệm vụ')),
                ('old', models.JSONField(default=dict)),
                ('new', models.JSONField(default=dict)),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='plans.amendment')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_force'), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('document__isnull', False), ('effective_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='plans_amendment_in_force_has_document'),
        ),
        migrations.AddConstraint(
            model_name='amendmentchange',
            constraint=models.UniqueConstraint(condition=models.Q(('task_key', ''), _negated=True), fields=('amendment', 'task_key'), name='plans_task_amended_once'),
        ),
        migrations.AddConstraint(
            model_name='amendmentchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'drop'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='plans_dropped_task_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='amendmentchange',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'add'), models.Q(('task_key', ''), _negated=True), _connector='OR'), name='plans_change_names_its_task'),
        ),
    ]
