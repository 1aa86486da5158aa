"""Background work of figures."""

from cchc.indicators import access
from cchc.indicators.models import FigureUpload
from cchc.indicators.services.workbooks import store_workbooks as store


def store_workbooks(upload: int) -> None:
    """Store the forms of an upload that still wait."""
    row = FigureUpload.objects.select_related("user").get(pk=upload)
    store(upload=row, reach=access.reach_of(row.user))
