from django.db import migrations
from django.db.models import F


def mark(apps, schema_editor):
    """A word under another name than that of who entered it was recorded for somebody."""
    Obstacle = apps.get_model("tasks", "Obstacle")
    answered = Obstacle.objects.exclude(answer="").exclude(said_by=F("answered_by__full_name"))
    Obstacle.objects.filter(pk__in=list(answered.values_list("pk", flat=True))).update(
        is_recorded=True
    )
    Extension = apps.get_model("tasks", "Extension")
    decided = Extension.objects.filter(state__in=["granted", "refused"]).exclude(
        said_by=F("decided_by__full_name")
    )
    # What an amendment settled is its document's word, nobody's that was recorded.
    decided = decided.exclude(note="Thời hạn thực hiện theo văn bản điều chỉnh kế hoạch.")
    Extension.objects.filter(pk__in=list(decided.values_list("pk", flat=True))).update(
        is_recorded=True
    )


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0020_recorded_words'),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
