
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0001_initial'),
        ('tasks', '0006_reminders_and_feeds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgressReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('percent_done', models.PositiveSmallIntegerField(verbose_name='phần trăm đã làm')),
                ('note', models.TextField(verbose_name='tình hình thực hiện')),
                ('reported_at', models.DateTimeField(verbose_name='báo cáo lúc')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='nhập thay')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='tasks.task')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'ordering': ['-reported_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('percent_done__lte', 100)), name='tasks_progress_at_most_all'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='tasks_progress_says_something')],
            },
        ),
    ]
