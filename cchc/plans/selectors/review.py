"""Reads of the review screen."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cchc.orgs.models import Unit, User
from cchc.plans.models import Draft, DraftEdit, ReformArea


def area_names(agency: Unit) -> dict[str, str]:
    """Area codes with their names, the agency's own over the shipped ones, in the order shown."""
    areas = ReformArea.objects.filter(Q(agency__isnull=True) | Q(agency=agency))
    own_last = sorted(areas, key=lambda area: area.agency_id or 0)
    named = {area.code: area for area in own_last}
    return {
        area.code: area.short_name or area.name
        for area in sorted(named.values(), key=lambda area: (area.position, area.pk))
    }


def last_live_edit(draft: Draft) -> DraftEdit | None:
    """The edit that undo would take back; None when none is left."""
    return (
        draft.edits.filter(undone_at__isnull=True)
        .select_related("by")
        .order_by("-revision")
        .first()
    )


def others_since(draft: Draft, revision: int, but: User) -> str:
    """Who else edited after a revision, as a sentence; "" when nobody did."""
    edits = draft.edits.filter(revision__gt=revision).exclude(by=but).select_related("by")
    names = list(dict.fromkeys(edit.by.full_name for edit in edits))
    if not names:
        return ""
    return _("Người khác vừa sửa: %(names)s. Danh sách đã được làm mới.") % {
        "names": ", ".join(names)
    }
