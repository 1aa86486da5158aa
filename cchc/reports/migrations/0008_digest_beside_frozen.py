from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_digest_of_frozen'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('digest__isnull', True), ('frozen__isnull', True)), models.Q(('digest__isnull', False), ('frozen__isnull', False)), _connector='OR'), name='reports_digest_beside_what_is_frozen'),
        ),
    ]
