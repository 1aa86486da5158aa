
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0003_count_unconfirmed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('state', models.CharField(choices=[('asked', 'Chờ quyết định'), ('granted', 'Đồng ý'), ('refused', 'Không đồng ý')], default='asked', max_length=8, verbose_name='trạng thái')),
                ('from_due', models.DateField(verbose_name='hạn cũ')),
                ('to_due', models.DateField(verbose_name='hạn mới')),
                ('reason', models.TextField(verbose_name='lý do')),
                ('is_set_above', models.BooleanField(default=False, verbose_name='hạn do cấp trên ấn định')),
                ('asked_at', models.DateTimeField(verbose_name='đề nghị lúc')),
                ('said_by', models.CharField(blank=True, max_length=150, verbose_name='người quyết định')),
                ('said_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu văn bản')),
                ('document_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('note', models.TextField(blank=True, verbose_name='ý kiến')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi nhận quyết định lúc')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('occurrence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='tasks.occurrence')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_due__gt', models.F('from_due'))), name='tasks_extension_is_later'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('occurrence',), name='tasks_one_open_extension'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), models.Q(('said_by', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), ('said_on__isnull', False)), _connector='OR'), name='tasks_decided_extension_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('is_set_above', True), ('state', 'granted'), _negated=True), models.Q(models.Q(('document_number', ''), _negated=True), ('document_on__isnull', False)), _connector='OR'), name='tasks_day_set_above_moves_by_document')],
            },
        ),
    ]
