"""A record of work handed over, as what its document needs."""

from cchc.orgs.models import Handover
from cchc.publishing.handover import HandedWork, HandoverPaper


def paper_of(handover: Handover) -> HandoverPaper:
    """The record in the words of the day on which it was made; the agency issues it."""
    unit, receiver = handover.from_unit, handover.receiver
    agency = unit.agency or unit
    return HandoverPaper(
        issuer=agency.name,
        parent_issuer=agency.parent.name if agency.parent else None,
        symbol=f"BB-{agency.symbol}" if agency.symbol else "BB",
        place=agency.place,
        year=handover.on.year,
        person=handover.user.full_name,
        position=handover.user.position,
        from_unit=unit.name,
        to_unit=handover.to_unit.name if handover.to_unit else "",
        on=handover.on,
        decision=handover.decision,
        receiver=receiver.full_name if receiver else "",
        receiver_position=receiver.position if receiver else "",
        note=handover.note,
        works=tuple(
            HandedWork(line.text, line.standing, line.due_on) for line in handover.lines.all()
        ),
    )
