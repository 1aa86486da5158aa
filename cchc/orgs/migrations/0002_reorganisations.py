import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('state', models.CharField(choices=[('draft', 'Đang chuẩn bị'), ('done', 'Đã thực hiện')], default='draft', max_length=8, verbose_name='trạng thái')),
                ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('decision_on', models.DateField(verbose_name='ngày quyết định')),
                ('subject', models.CharField(max_length=300, verbose_name='về việc')),
                ('effective_on', models.DateField(verbose_name='có hiệu lực từ ngày')),
                ('value', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(verbose_name='lập lúc')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='thực hiện lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('touched', models.ManyToManyField(related_name='+', to='orgs.unit')),
            ],
            options={
                'ordering': ['-effective_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MovedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('subject', models.UUIDField()),
                ('text', models.CharField(max_length=300)),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moved', to='orgs.reorganisation')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='UnitPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_index=True, max_length=120)),
                ('valid_to', models.DateField(verbose_name='đến hết ngày')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='orgs.reorganisation')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='orgs.unit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True), ('state', 'draft')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), ('state', 'done')), _connector='OR'), name='orgs_done_act_has_who_and_when'),
        ),
        migrations.AddIndex(
            model_name='movedrow',
            index=models.Index(fields=['kind', 'from_unit', 'on'], name='orgs_moved_from'),
        ),
        migrations.AddConstraint(
            model_name='unitplace',
            constraint=models.UniqueConstraint(fields=('act', 'unit'), name='orgs_one_place_per_act'),
        ),
    ]
