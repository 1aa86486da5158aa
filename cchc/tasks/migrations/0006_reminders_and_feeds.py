
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0001_initial'),
        ('tasks', '0005_obstacles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(verbose_name='tạo lúc')),
                ('fetched_at', models.DateTimeField(null=True, verbose_name='tải lần cuối')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ReminderPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='phiên bản')),
                ('is_on', models.BooleanField(default=True, verbose_name='nhắc việc tự động')),
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReminderRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.SmallIntegerField(verbose_name='số ngày so với hạn')),
                ('repeat_days', models.PositiveSmallIntegerField(default=0, verbose_name='nhắc lại sau mỗi')),
                ('to_lead', models.BooleanField(default=False)),
                ('to_coordinating', models.BooleanField(default=False)),
                ('to_head', models.BooleanField(default=False)),
                ('to_coordinator', models.BooleanField(default=False)),
                ('to_leader', models.BooleanField(default=False)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='tasks.reminderpolicy')),
            ],
            options={
                'ordering': ['days'],
                'constraints': [models.UniqueConstraint(fields=('policy', 'days'), name='tasks_one_rule_per_day'), models.CheckConstraint(condition=models.Q(('repeat_days', 0), ('days__gt', 0), _connector='OR'), name='tasks_only_late_repeats'), models.CheckConstraint(condition=models.Q(('to_lead', True), ('to_coordinating', True), ('to_head', True), ('to_coordinator', True), ('to_leader', True), _connector='OR'), name='tasks_rule_tells_somebody')],
            },
        ),
    ]
