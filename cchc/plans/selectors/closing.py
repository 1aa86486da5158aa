"""Why a unit cannot be closed yet, as far as drafts of plans know."""

from django.utils.translation import gettext as _

from cchc.orgs.models import Unit
from cchc.plans.models import DraftUnit
from cchc.plans.states import DraftState


def open_drafts_of(unit: Unit) -> str | None:
    """A sentence when a draft under review or out to be signed names the unit; None otherwise."""
    waiting = (DraftState.REVIEW, DraftState.SIGNING)
    row = (
        DraftUnit.objects.filter(unit=unit, draft__state__in=waiting)
        .select_related("draft")
        .only("draft__title")
        .first()
    )
    if row is None:
        return None
    return _(
        "Đơn vị đang được chọn trong bản nháp “%(title)s”; hãy chọn đơn vị khác hoặc hoàn tất bản nháp trước."
    ) % {"title": row.draft.title}
