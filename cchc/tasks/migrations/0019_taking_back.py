from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0018_extension_issuer'),
    ]

    operations = [
        migrations.AlterField(
            model_name='extension',
            name='state',
            field=models.CharField(choices=[('asked', 'Chờ quyết định'), ('granted', 'Đồng ý'), ('refused', 'Không đồng ý'), ('moot', 'Không còn cần'), ('withdrawn', 'Đã rút')], default='asked', max_length=9, verbose_name='trạng thái'),
        ),
        migrations.AddField(
            model_name='obstacle',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='rút lại lúc'),
        ),
        migrations.AddConstraint(
            model_name='obstacle',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('answer', ''), _connector='OR'), name='tasks_withdrawn_obstacle_is_unanswered'),
        ),
    ]
