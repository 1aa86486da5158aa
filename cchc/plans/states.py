"""States of drafts and plans and the moves between them; nothing else assigns them. Drawn in docs/architecture.md."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DraftState(TextChoices):
    READING = "reading", _("Đang đọc tệp")
    UNREADABLE = "unreadable", _("Không đọc được")
    REVIEW = "review", _("Bản nháp")
    SIGNING = "signing", _("Đang trình ký")
    ISSUED = "issued", _("Đã đưa vào theo dõi")
    DISCARDED = "discarded", _("Đã bỏ")


class AmendmentState(TextChoices):
    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in_force", _("Đã có hiệu lực")
    DISCARDED = "discarded", _("Đã bỏ")


class PlanState(TextChoices):
    IN_FORCE = "in_force", _("Đang thực hiện")
    CLOSED = "closed", _("Đã kết thúc")


DRAFT_MOVES: dict[DraftState, frozenset[DraftState]] = {
    DraftState.READING: frozenset(
        {DraftState.READING, DraftState.REVIEW, DraftState.UNREADABLE, DraftState.DISCARDED}
    ),
    DraftState.UNREADABLE: frozenset({DraftState.READING, DraftState.DISCARDED}),
    DraftState.REVIEW: frozenset({DraftState.SIGNING, DraftState.ISSUED, DraftState.DISCARDED}),
    DraftState.SIGNING: frozenset({DraftState.REVIEW, DraftState.ISSUED}),
    DraftState.ISSUED: frozenset(),
    DraftState.DISCARDED: frozenset(),
}

AMENDMENT_MOVES: dict[AmendmentState, frozenset[AmendmentState]] = {
    AmendmentState.DRAFT: frozenset({AmendmentState.IN_FORCE, AmendmentState.DISCARDED}),
    AmendmentState.IN_FORCE: frozenset(),
    AmendmentState.DISCARDED: frozenset(),
}
