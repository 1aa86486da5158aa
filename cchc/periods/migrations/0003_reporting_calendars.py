
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_shipped_reference_texts'),
        ('orgs', '0005_account_links'),
        ('periods', '0002_shipped_calendar'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('code', models.CharField(max_length=6, verbose_name='mã kỳ')),
                ('name', models.CharField(max_length=100, verbose_name='tên kỳ')),
                ('data_from', models.CharField(max_length=5, verbose_name='số liệu từ')),
                ('from_last_year', models.BooleanField(default=False, verbose_name='từ năm trước')),
                ('data_to', models.CharField(max_length=5, verbose_name='chốt số liệu')),
                ('due', models.CharField(blank=True, max_length=5, verbose_name='hạn gửi')),
                ('due_is_before', models.BooleanField(default=False, verbose_name='trước ngày')),
                ('due_next_year', models.BooleanField(default=False, verbose_name='năm sau')),
                ('internal', models.CharField(blank=True, max_length=5, verbose_name='hạn của đơn vị')),
                ('internal_is_before', models.BooleanField(default=False, verbose_name='trước ngày')),
                ('standing', models.CharField(choices=[('official', 'Theo văn bản'), ('sample', 'Mẫu, cần đối chiếu')], default='sample', max_length=10, verbose_name='mức chắc chắn')),
                ('is_used', models.BooleanField(default=True, verbose_name='dùng')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='internal_due_on',
            field=models.DateField(blank=True, null=True, verbose_name='hạn của đơn vị'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='is_ad_hoc',
            field=models.BooleanField(default=False, verbose_name='báo cáo đột xuất'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='recipient',
            field=models.CharField(blank=True, max_length=250, verbose_name='nơi nhận'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='calendar_period',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='made', to='periods.calendarperiod'),
        ),
        migrations.CreateModel(
            name='ReportingCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('code', models.CharField(max_length=40, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên lịch')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản')),
                ('issuer', models.CharField(blank=True, max_length=250, verbose_name='cơ quan ban hành')),
                ('recipient', models.CharField(blank=True, max_length=250, verbose_name='nơi nhận báo cáo')),
                ('standing', models.CharField(choices=[('official', 'Theo văn bản'), ('sample', 'Mẫu, cần đối chiếu')], default='sample', max_length=10, verbose_name='mức chắc chắn')),
                ('internal_days', models.PositiveSmallIntegerField(default=2, verbose_name='ngày làm việc dành cho đơn vị')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='thôi áp dụng từ ngày')),
                ('adopted_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='periods.reportingcalendar')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reporting_calendars', to='orgs.unit')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='calendarperiod',
            name='calendar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='periods.reportingcalendar'),
        ),
        migrations.AddConstraint(
            model_name='reportingcalendar',
            constraint=models.UniqueConstraint(condition=models.Q(('agency__isnull', True)), fields=('code',), name='periods_shipped_calendar_once'),
        ),
        migrations.AddConstraint(
            model_name='reportingcalendar',
            constraint=models.CheckConstraint(condition=models.Q(('agency__isnull', True), ('document__isnull', False), _connector='OR'), name='periods_own_calendar_has_document'),
        ),
        migrations.AddConstraint(
            model_name='calendarperiod',
            constraint=models.UniqueConstraint(fields=('calendar', 'code'), name='periods_code_once'),
        ),
    ]
