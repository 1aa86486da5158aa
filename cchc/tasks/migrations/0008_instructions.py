import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('orgs', '0001_initial'),
        ('plans', '0004_pairing_decisions'),
        ('tasks', '0007_progress_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='task',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='plans.plan'),
        ),
        migrations.CreateModel(
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('search_key', models.TextField(default='', editable=False)),
                ('sort_key', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('number', models.PositiveIntegerField(verbose_name='số thứ tự trong sổ')),
                ('kind', models.CharField(choices=[('letter', 'Văn bản đến'), ('conclusion', 'Kết luận cuộc họp'), ('word', 'Ý kiến chỉ đạo trực tiếp')], max_length=10, verbose_name='nguồn giao')),
                ('assigned_on', models.DateField(verbose_name='ngày giao')),
                ('subject', models.CharField(max_length=500, verbose_name='trích yếu, nội dung')),
                ('said_by', models.CharField(blank=True, max_length=150, verbose_name='người giao, người chủ trì họp')),
                ('margin_note', models.TextField(blank=True, verbose_name='bút phê')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='cơ quan ban hành')),
                ('received_number', models.CharField(blank=True, max_length=30, verbose_name='số đến')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='ngày đến')),
                ('expects_document', models.BooleanField(default=False, verbose_name='có văn bản')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản')),
                ('document_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='tên tệp')),
                ('created_at', models.DateTimeField(verbose_name='vào sổ lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instructions', to='orgs.unit')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stored', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile')),
            ],
            options={
                'ordering': ['-year', '-number'],
            },
        ),
        migrations.AddField(
            model_name='task',
            name='instruction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='tasks.instruction'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('instruction__isnull', True), ('plan__isnull', False)), models.Q(('instruction__isnull', False), ('plan__isnull', True)), _connector='OR'), name='tasks_of_a_plan_or_an_instruction'),
        ),
        migrations.AddConstraint(
            model_name='instruction',
            constraint=models.UniqueConstraint(fields=('agency', 'year', 'number'), name='tasks_register_number_once'),
        ),
        migrations.AddConstraint(
            model_name='instruction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document_number', ''), ('document_on__isnull', True)), models.Q(models.Q(('document_number', ''), _negated=True), ('document_on__isnull', False)), _connector='OR'), name='tasks_instruction_document_has_day'),
        ),
        migrations.AddConstraint(
            model_name='instruction',
            constraint=models.CheckConstraint(condition=models.Q(('expects_document', True), ('document_number', ''), _connector='OR'), name='tasks_instruction_document_was_expected'),
        ),
        migrations.AddConstraint(
            model_name='instruction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file_name', ''), ('stored__isnull', True)), models.Q(('stored__isnull', False), models.Q(('file_name', ''), _negated=True)), _connector='OR'), name='tasks_instruction_file_has_name'),
        ),
    ]
