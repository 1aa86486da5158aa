"""An amendment as it is printed: a decision or a letter, before and after."""

from datetime import date

from cchc.orgs.signature import signers_of
from cchc.plans.models import Amendment, Plan
from cchc.plans.selectors.amendments import ShownChange, shown_changes
from cchc.publishing.amending import AmendedLine, AmendmentPaper
from cchc.publishing.document import Signature
from cchc.publishing.layout import date_in_figures, split_number


def amendment_paper(amendment: Amendment, today: date) -> AmendmentPaper:
    """What the paper says; number and day are open unless a document of one's own put it in force."""
    agency, document = amendment.agency, amendment.document
    signers = signers_of(agency.kind)
    is_above = amendment.level == Amendment.Level.ABOVE
    own = document if document is not None and not is_above else None
    basis = None
    if document is not None and is_above:
        day = f" ngày {date_in_figures(document.issued_on)}" if document.issued_on else ""
        basis = f"{document.get_kind_display()} số {document.number}{day} của {document.issuer}"
    changes = shown_changes(amendment)
    return AmendmentPaper(
        issuer=agency.name,
        parent_issuer=agency.parent.name if agency.parent else None,
        symbol=agency.symbol or "…",
        place=agency.place or "…",
        year=today.year,
        plan=_in_words(amendment.plan),
        reason=amendment.reason or "…",
        lines=tuple(_line(change) for change in changes),
        head=signers.head,
        signature=Signature((signers.head,)),
        receivers=_receivers(changes),
        office=_title(signers.office),
        archive="VT, VP",
        basis=basis,
        number=split_number(own.number)[0] if own else None,
        issued_on=own.issued_on if own else None,
    )


def _line(change: ShownChange) -> AmendedLine:
    if change.kind == "add":
        return AmendedLine(change.label, (), _sides(change)[1])
    if change.kind == "drop":
        reason = change.reason.strip().rstrip(".")
        ends = "Thôi thực hiện" if change.item == "task" else "Bỏ khỏi kế hoạch"
        return AmendedLine(change.label, _sides(change)[0], (f"{ends}. Lý do: {reason}.",))
    before, after = _sides(change)
    note = (f"(Lý do: {change.reason.strip().rstrip('.')})",) if change.reason.strip() else ()
    return AmendedLine(change.label, before, after + note)


def _sides(change: ShownChange) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each field as "Thời gian thực hiện: Quý I", lists behind one another."""

    def told(label: str, value: str) -> str:
        return f"{label}: {'; '.join(value.splitlines()) or 'không nêu'}"

    return (
        tuple(told(field.label, field.before) for field in change.fields),
        tuple(told(field.label, field.after) for field in change.fields),
    )


def _receivers(changes: list[ShownChange]) -> tuple[str, ...]:
    """The units that lead before or after, each once; everybody where none is named."""
    named = [
        unit
        for change in changes
        for field in change.fields
        if field.code == "lead"
        for unit in (*field.before.splitlines(), *field.after.splitlines())
    ]
    return tuple(dict.fromkeys(named)) or ("Các phòng, đơn vị",)


def _in_words(plan: Plan) -> str:
    number = plan.document.number
    if not number:
        return f"Kế hoạch {plan.title}"
    day = f" ngày {date_in_figures(plan.document.issued_on)}" if plan.document.issued_on else ""
    return f"Kế hoạch số {number}{day}"


def _title(capitals: str) -> str:
    """ "CHÁNH VĂN PHÒNG" as running text: "Chánh Văn phòng"."""
    words = capitals.lower().split()
    return " ".join([words[0].capitalize(), *(words[1:2] and [words[1].capitalize()]), *words[2:]])
