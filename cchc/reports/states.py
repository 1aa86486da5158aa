"""States of a report and of a unit's part, and the moves between them; nothing else assigns them.

Drawn in docs/architecture.md.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    DRAFTING = "drafting", _("Đang tổng hợp")
    SUBMITTED = "submitted_to_leader", _("Đã trình lãnh đạo")
    RETURNED = "returned", _("Lãnh đạo trả lại")
    ISSUED = "issued", _("Đã ban hành")
    SENT = "sent", _("Đã gửi")


class PartState(TextChoices):
    NOT_OPENED = "not_opened", _("Chưa mở")
    DRAFTING = "drafting", _("Đang làm")
    SENT = "sent", _("Đã gửi")
    RETURNED = "returned", _("Trả lại")
    ACCEPTED = "accepted", _("Đã nhận")


class TransmissionState(TextChoices):
    WAITING = "waiting", _("Đang gửi")
    DELIVERED = "delivered", _("Đã nhận")
    FAILED = "failed", _("Chưa gửi được")


REPORT_MOVES: dict[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFTING: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.RETURNED, ReportState.ISSUED}),
    ReportState.RETURNED: frozenset({ReportState.SUBMITTED}),
    ReportState.ISSUED: frozenset({ReportState.SENT}),
    ReportState.SENT: frozenset(),
}

PART_MOVES: dict[PartState, frozenset[PartState]] = {
    PartState.NOT_OPENED: frozenset({PartState.DRAFTING}),
    PartState.DRAFTING: frozenset({PartState.DRAFTING, PartState.SENT}),
    PartState.SENT: frozenset({PartState.RETURNED, PartState.ACCEPTED}),
    PartState.RETURNED: frozenset({PartState.RETURNED, PartState.SENT}),
    PartState.ACCEPTED: frozenset({PartState.RETURNED}),
}

# Open: the office writes it, figures follow the data. Frozen: what was put before the leader.
OPEN = frozenset({ReportState.DRAFTING, ReportState.RETURNED})
FROZEN = frozenset(set(ReportState) - OPEN)
OUT = frozenset({ReportState.ISSUED, ReportState.SENT})
# What the unit has given out of its hands.
GIVEN = frozenset({PartState.SENT, PartState.ACCEPTED})
