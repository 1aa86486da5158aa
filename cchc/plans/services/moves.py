"""The one place that assigns a draft's state."""

from django.utils.translation import gettext as _

from cchc.core.errors import DomainError
from cchc.plans.models import Draft
from cchc.plans.states import DRAFT_MOVES, DraftState


class NotPossibleNow(DomainError):
    """The draft is in a state from which this act does not start."""

    text = "Bản nháp không còn ở trạng thái cho phép việc này."


def lock(draft: Draft) -> Draft:
    """The draft's row as it is now, held until the transaction ends."""
    return Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)


def move(draft: Draft, to: DraftState) -> None:
    """Set the state if `DRAFT_MOVES` allows the step; the caller holds the row and saves it.

    Raises NotPossibleNow with the present state in words.
    """
    present = DraftState(draft.state)
    if to not in DRAFT_MOVES[present]:
        raise NotPossibleNow(
            _("Bản nháp đang ở trạng thái “%(state)s” nên không thực hiện được việc này.")
            % {"state": present.label}
        )
    draft.state = to
