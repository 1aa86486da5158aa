import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0005_account_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeopleUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(verbose_name='tải lên lúc')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('refusal', models.TextField(blank=True, verbose_name='lý do không ghi')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PeopleLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='dòng')),
                ('key', models.CharField(blank=True, max_length=120)),
                ('values', models.JSONField(default=dict)),
                ('told', models.JSONField(default=dict)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='orgs.peopleupload')),
            ],
            options={
                'ordering': ['line'],
            },
        ),
        migrations.AddConstraint(
            model_name='peopleupload',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('started_at__isnull', False), _connector='OR'), name='orgs_people_upload_starts_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='peopleline',
            constraint=models.UniqueConstraint(fields=('upload', 'line'), name='orgs_people_line_once'),
        ),
    ]
