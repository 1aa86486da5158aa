"""A reviewed reading as the values that a printed plan is made of."""

from datetime import date
from itertools import groupby
from typing import Literal

from cchc.documents.models import Document
from cchc.orgs.models import Unit
from cchc.plans.models import Draft, Plan
from cchc.plans.rules.amending import standing
from cchc.publishing.document import Signature
from cchc.publishing.layout import date_in_figures, split_number
from cchc.publishing.plan import (
    PlanArea,
    PlanHead,
    PlanPaper,
    PlanReport,
    PlanTarget,
    PlanTask,
)
from cchc.reading import from_json
from cchc.reading.draft import LegalBasis, PlanDraft, Signer, TaskDraft, bases_of_plan


def draft_paper(draft: Draft, today: date) -> PlanPaper:
    """A draft as it would be printed; number and date are open unless the reading has them."""
    reading = from_json(draft.value or {})
    head = reading.document
    return _paper(reading, draft.agency, head.number or "", head.date, head.signer, today)


def plan_paper(plan: Plan, today: date) -> PlanPaper:
    """A plan in force with the number, date and signer that its document bears."""
    document: Document = plan.document
    signer = Signer(
        authority=document.signer_authority,
        position=document.signer_position,
        name=document.signer_name,
    )
    reading = from_json(standing(plan.value))
    return _paper(reading, plan.agency, document.number, document.issued_on, signer, today)


def _paper(  # noqa: PLR0917  one value per fact of the letterhead
    reading: PlanDraft,
    agency: Unit,
    number: str,
    issued_on: date | None,
    signer: Signer,
    today: date,
) -> PlanPaper:
    figure, symbol = split_number(number)
    head = reading.document
    return PlanPaper(
        head=PlanHead(
            issuer=head.issuer or agency.name,
            parent_issuer=head.parent_issuer,
            symbol=symbol or f"KH-{agency.symbol}".rstrip("-"),
            place=head.place or agency.place,
            subject=head.title or "",
            number=figure,
            issued_on=issued_on,
            year=head.year or today.year,
        ),
        areas=_areas(reading),
        legal_bases=tuple(map(_legal_basis, bases_of_plan(reading.legal_bases))),
        targets=tuple(PlanTarget(target.text) for target in reading.targets),
        reports=tuple(
            PlanReport(one.name, one.due, one.before, one.start, one.end)
            for one in reading.report_deadlines
        ),
        recipients=tuple(head.recipients),
        signature=_signature(signer),
    )


def _areas(reading: PlanDraft) -> tuple[PlanArea, ...]:
    """Tasks under their section's heading, in the reading's order."""
    return tuple(
        PlanArea(heading or "Nhiệm vụ", tuple(map(_task, tasks)))
        for heading, tasks in groupby(reading.tasks, key=lambda task: task.section)
    )


def _task(task: TaskDraft) -> PlanTask:
    rule: Literal["all", "any"] = "any" if task.products_rule == "any" else "all"
    return PlanTask(
        text=task.text,
        lead=tuple(task.lead),
        coordinating=tuple(task.coordinating),
        products=tuple(task.products),
        time=task.time,
        products_rule=rule,
        funding=task.funding,
    )


def _legal_basis(basis: LegalBasis) -> str:
    parts = ["Căn cứ", basis.type or "", f"số {basis.number}" if basis.number else ""]
    if basis.date is not None:
        parts.append(f"ngày {date_in_figures(basis.date)}")
    if basis.issuer:
        parts.append(f"của {basis.issuer}")
    subject = basis.subject or ""
    if subject and not subject[:1].isupper():
        parts.append(subject)
    elif subject:
        parts.append(f"về {subject[0].lower()}{subject[1:]}")
    return " ".join(part for part in parts if part)


def _signature(signer: Signer) -> Signature | None:
    lines = tuple(line for line in (signer.authority, signer.position) if line)
    return Signature(lines, signer.name or None) if lines else None
