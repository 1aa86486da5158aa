import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0008_factor_resets'),
        ('reports', '0004_adding_bases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('code', models.CharField(max_length=40, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên mẫu')),
                ('outline', models.JSONField(verbose_name='đề cương')),
                ('changed_at', models.DateTimeField(verbose_name='sửa lúc')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='form_drafts', to='orgs.unit')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'code'), name='reports_form_draft_once')],
            },
        ),
    ]
