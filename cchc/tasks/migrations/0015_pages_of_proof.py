"""Which pages of a file prove a result (trang chứng minh): one file proves several results by other pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0014_entrusted_people")]

    operations = [
        migrations.AddField(
            model_name="resultevidence",
            name="pages",
            field=models.CharField(blank=True, max_length=60, verbose_name="trang"),
        ),
    ]
