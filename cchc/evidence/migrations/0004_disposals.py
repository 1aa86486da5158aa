
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0003_index_words'),
        ('orgs', '0008_factor_resets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='erased_on',
            field=models.DateField(blank=True, null=True, verbose_name='tiêu hủy ngày'),
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('state', models.CharField(choices=[('proposed', 'Chờ quyết định'), ('approved', 'Đã quyết định, đang tiêu hủy'), ('done', 'Đã tiêu hủy'), ('refused', 'Không tiêu hủy')], default='proposed', max_length=8, verbose_name='trạng thái')),
                ('proposed_at', models.DateTimeField(verbose_name='lập danh mục lúc')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu quyết định')),
                ('decision_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('reason', models.TextField(blank=True, verbose_name='lý do không tiêu hủy')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi nhận quyết định lúc')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='tiêu hủy xong lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DisposalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=list, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(verbose_name='dung lượng')),
                ('basis', models.CharField(max_length=500, verbose_name='căn cứ thời hạn')),
                ('is_open', models.BooleanField(default=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='tiêu hủy lúc')),
                ('kept_because', models.CharField(blank=True, max_length=250, verbose_name='giữ lại vì')),
                ('disposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='evidence.disposal')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposals', to='evidence.storedfile')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='evidence_nobody_approves_his_own_disposal'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='evidence_decided_disposal_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'done']), _negated=True), models.Q(models.Q(('decision_number', ''), _negated=True), ('decision_on__isnull', False)), _connector='OR'), name='evidence_disposal_has_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='evidence_refused_disposal_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('stored',), name='evidence_one_open_disposal'),
        ),
    ]
