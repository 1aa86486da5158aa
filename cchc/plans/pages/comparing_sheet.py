"""A comparison as a sheet: the lines that are shown, in their order."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.plans.pages.comparing_rows import Cell, Row
from cchc.plans.selectors.sides import Facing
from cchc.publishing.sheets import Sheet, SheetColumn, Value


def comparison_sheet(facing: Facing, rows: Sequence[Row], heading: str, today: date) -> Sheet:
    """One row per line; likeness is empty where nothing was found."""
    title = {
        "coverage": _("ĐỐI CHIẾU VỚI KẾ HOẠCH CẤP TRÊN"),
        "years": _("ĐỐI CHIẾU VỚI KẾ HOẠCH NĂM TRƯỚC"),
    }[facing.question]
    return Sheet(
        title=title,
        subtitle=(
            _("Kế hoạch kia: %(plan)s") % {"plan": facing.theirs.title},
            _("Kế hoạch của cơ quan: %(plan)s") % {"plan": facing.ours.title},
            _("%(heading)s: %(count)d dòng; lập ngày %(day)s")
            % {"heading": heading, "count": len(rows), "day": today.strftime("%d/%m/%Y")},
        ),
        columns=_columns(),
        rows=tuple(_values(row) for row in rows),
        name=_("Đối chiếu"),
    )


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("Mã (kế hoạch kia)"), 12),
        SheetColumn(_("Nhiệm vụ của kế hoạch kia"), 50),
        SheetColumn(_("Chủ trì (kế hoạch kia)"), 24),
        SheetColumn(_("Kết quả"), 18),
        SheetColumn(_("Độ giống (0-100)"), 10, "number"),
        SheetColumn(_("Cụm từ chung"), 30),
        SheetColumn(_("Mã"), 12),
        SheetColumn(_("Nhiệm vụ của cơ quan"), 50),
        SheetColumn(_("Chủ trì"), 24),
        SheetColumn(_("Thay đổi"), 36),
        SheetColumn(_("Quyết định"), 22),
        SheetColumn(_("Người quyết định"), 22),
        SheetColumn(_("Lý do"), 30),
    )


def _values(row: Row) -> tuple[Value, ...]:
    theirs, ours, decision = row.theirs, row.ours, row.decision
    changes = "\n".join(f"{name}: {old or '–'} → {new or '–'}" for name, old, new in row.changes)
    return (
        *_task(theirs),
        row.mark.label,
        row.likeness if ours and row.likeness else None,
        "; ".join(row.phrases),
        *_task(ours),
        changes,
        decision.get_choice_display() if decision else "",
        f"{decision.by.full_name}, {clock.vietnam_date(decision.at):%d/%m/%Y}" if decision else "",
        decision.reason if decision else "",
    )


def _task(cell: Cell | None) -> tuple[str, str, str]:
    if cell is None:
        return "", "", ""
    return cell.label, "".join(piece.text for piece in cell.pieces), cell.lead
