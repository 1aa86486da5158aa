
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0003_shipped_reference_texts'),
        ('evidence', '0003_index_words'),
        ('orgs', '0005_account_links'),
        ('periods', '0002_shipped_calendar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('edition', models.PositiveSmallIntegerField(default=1, verbose_name='bản')),
                ('state', models.CharField(choices=[('drafting', 'Đang tổng hợp'), ('submitted_to_leader', 'Đã trình lãnh đạo'), ('returned', 'Lãnh đạo trả lại'), ('issued', 'Đã ban hành'), ('sent', 'Đã gửi')], default='drafting', max_length=20, verbose_name='trạng thái')),
                ('parts_due_on', models.DateField(verbose_name='hạn của đơn vị')),
                ('opened_at', models.DateTimeField(verbose_name='mở lúc')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='lý do đính chính')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú khi trình')),
                ('frozen', models.JSONField(blank=True, null=True, verbose_name='nội dung đã chốt')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='trình lúc')),
                ('returned_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do trả lại')),
                ('returned_said_by', models.CharField(blank=True, max_length=150, verbose_name='người trả lại')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='gửi ngày')),
                ('receiver', models.CharField(blank=True, max_length=200, verbose_name='nơi nhận')),
                ('receipt_number', models.CharField(blank=True, max_length=60, verbose_name='số đến của nơi nhận')),
                ('answer', models.CharField(blank=True, choices=[('received', 'Cấp trên đã nhận'), ('returned', 'Cấp trên trả lại')], default='', max_length=10, verbose_name='ý kiến của cấp trên')),
                ('answer_note', models.CharField(blank=True, max_length=500, verbose_name='nội dung ý kiến')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='cho ý kiến lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='orgs.unit')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report', to='documents.document')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='periods.reportingperiod')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-period__data_to', '-edition', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CopyProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('added_at', models.DateTimeField(verbose_name='thêm lúc')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copy_proofs', to='reports.report')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('code', models.CharField(max_length=40, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên mẫu')),
                ('outline', models.JSONField(verbose_name='đề cương')),
                ('basis', models.CharField(blank=True, max_length=250, verbose_name='căn cứ')),
                ('standing', models.CharField(choices=[('official', 'Theo văn bản'), ('sample', 'Mẫu, cần đối chiếu')], default='sample', max_length=10, verbose_name='mức chắc chắn')),
                ('valid_from', models.DateField(verbose_name='áp dụng từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_forms', to='orgs.unit')),
            ],
            options={
                'ordering': ['code', 'valid_from'],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='reports.reportform'),
        ),
        migrations.CreateModel(
            name='SectionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('code', models.CharField(max_length=40, verbose_name='mục')),
                ('paragraphs', models.JSONField(default=list, verbose_name='nội dung')),
                ('drafted', models.JSONField(default=list, verbose_name='câu gợi ý đã dùng')),
                ('is_held', models.BooleanField(default=False, verbose_name='giữ số đã viết')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='sửa lúc')),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='reports.report')),
            ],
        ),
        migrations.CreateModel(
            name='UnitPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('state', models.CharField(choices=[('not_opened', 'Chưa mở'), ('drafting', 'Đang làm'), ('sent', 'Đã gửi'), ('returned', 'Trả lại'), ('accepted', 'Đã nhận')], default='not_opened', max_length=12, verbose_name='trạng thái')),
                ('narrative', models.JSONField(default=dict, verbose_name='nội dung')),
                ('task_notes', models.JSONField(default=dict, verbose_name='giải trình theo nhiệm vụ')),
                ('missing_note', models.CharField(blank=True, max_length=1000, verbose_name='giải trình số liệu thiếu')),
                ('given', models.JSONField(blank=True, null=True, verbose_name='số liệu khi gửi')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='nhập thay')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                ('document_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='tên tệp')),
                ('returned_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do trả lại')),
                ('judged_at', models.DateTimeField(blank=True, null=True, verbose_name='nhận, trả lại lúc')),
                ('judged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='reports.report')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stored', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_parts', to='orgs.unit')),
            ],
            options={
                'ordering': ['unit__position', 'unit__sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CopiedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, verbose_name='chỉ tiêu')),
                ('shown', models.CharField(max_length=60, verbose_name='số đã chép')),
                ('ticked_at', models.DateTimeField(verbose_name='chép lúc')),
                ('ticked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copied', to='reports.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'key'), name='reports_copied_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='reportform',
            constraint=models.UniqueConstraint(fields=('agency', 'code', 'valid_from'), name='reports_form_begins_once'),
        ),
        migrations.AddConstraint(
            model_name='reportform',
            constraint=models.UniqueConstraint(condition=models.Q(('agency__isnull', True)), fields=('code', 'valid_from'), name='reports_shipped_form_once'),
        ),
        migrations.AddConstraint(
            model_name='reportform',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='reports_form_in_order'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['period', 'edition'], name='reports_by_period'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('agency', 'period', 'edition'), name='reports_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('frozen__isnull', True), ('state__in', ['drafting', 'returned'])), models.Q(('frozen__isnull', False), ('state__in', ['issued', 'sent', 'submitted_to_leader']), ('submitted_at__isnull', False)), _connector='OR'), name='reports_frozen_from_submission_on'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['issued', 'sent']), _negated=True), ('document__isnull', False), _connector='OR'), name='reports_issued_has_a_document'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_on__isnull', False), _connector='OR'), name='reports_sent_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='reports_answer_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='sectiontext',
            constraint=models.UniqueConstraint(fields=('report', 'code'), name='reports_section_once'),
        ),
        migrations.AddConstraint(
            model_name='unitpart',
            constraint=models.UniqueConstraint(fields=('report', 'unit'), name='reports_part_once'),
        ),
        migrations.AddConstraint(
            model_name='unitpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'sent']), _negated=True), models.Q(('given__isnull', False), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='reports_given_part_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='unitpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('returned_reason', ''), _negated=True), _connector='OR'), name='reports_returned_part_has_a_reason'),
        ),
    ]
