from django.db import migrations
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count(apps, schema_editor):
    """What was delivered before confirmation existed waits for it."""
    task = apps.get_model("tasks", "Task")
    waiting = (
        apps.get_model("tasks", "Occurrence")
        .objects.filter(task=OuterRef("pk"), delivered_on__isnull=False, confirmed_at__isnull=True)
        .order_by()
        .values("task")
        .annotate(n=Count("pk"))
        .values("n")
    )
    task.objects.update(unconfirmed_count=Coalesce(Subquery(waiting), 0))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_proof_and_confirmation")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
