"""Plans of the demo office: written as files, then read, matched and put in force as a person would."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from cchc.core.text import sort_key
from cchc.dashboards.demo_office.paper import DemoPlan, parse
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Role
from cchc.plans.models import Draft, Plan
from cchc.plans.services.drafts import NewFile, start_draft
from cchc.plans.services.issue import Signing, put_in_force
from cchc.plans.services.matching import (
    add_unit_for,
    confirm_match,
    confirm_suggestions,
    propose_matches,
)
from cchc.plans.services.reading import read_draft
from cchc.plans.services.resolution import resolve, unresolved_coordinating, unresolved_leads
from cchc.plans.states import DraftState
from cchc.publishing.pdf import write_pdf
from cchc.publishing.word import write_docx
from cchc.reading import from_json

_BODIES = ("các ", "ubnd ", "ủy ban ", "sở ", "ban ", "bộ ")
_KINDS = (
    ("chi cục", Unit.Kind.SUB_DEPARTMENT),
    ("trung tâm", Unit.Kind.CENTRE),
    ("văn phòng", Unit.Kind.OFFICE),
    ("thanh tra", Unit.Kind.INSPECTORATE),
    ("tổ", Unit.Kind.TEAM),
)


def plans_of(day: date) -> list[DemoPlan]:
    """The shipped plan texts with their dates filled relative to a day, in the order of their files."""
    folder = Path(__file__).parent / "plans"
    plans = [parse(path.read_text(encoding="utf-8"), day) for path in folder.glob("*.txt")]
    return sorted(plans, key=lambda plan: plan.file_name)


def load_plan(demo: DemoPlan, agency: Unit, at: datetime) -> Plan | None:
    """Write one plan's file and take it through the product; None where a draft under review is meant.

    A plan whose file name the agency already has is left alone.
    """
    if Draft.objects.filter(agency=agency, files__name=demo.file_name).exists():
        return None
    write = write_docx if demo.file_name.endswith(".docx") else write_pdf
    new = NewFile(name=demo.file_name, chunks=[write(demo.document)])
    draft = read_files([new], agency, at)
    if demo.is_for_review:
        return None
    return issue(draft, demo.issued_on or at.date(), at)


def read_files(files: Sequence[NewFile], agency: Unit, at: datetime) -> Draft:
    """A draft of these files, read and matched with the agency's directory."""
    by = coordinator_of(agency)
    draft = start_draft(agency=agency, files=files, by=by, at=at)
    read_draft(draft.pk)
    draft.refresh_from_db()
    if draft.state == DraftState.REVIEW:
        propose_matches(draft=draft, on=at.date())
    return draft


def issue(draft: Draft, on: date, at: datetime) -> Plan:
    """Settle every unit's wording, then put the draft in force as its own words say it was signed."""
    by = coordinator_of(draft.agency)
    confirm_suggestions(draft=draft, by=by, at=at)
    settle_units(draft, by, on, at)
    draft.refresh_from_db()
    head = from_json(draft.value or {}).document
    signing = Signing(
        number=head.number or "",
        issued_on=head.date,
        signer_name=head.signer.name or "",
        signer_position=head.signer.position or "",
        signer_authority=head.signer.authority or "",
    )
    return put_in_force(
        draft=draft,
        seen_revision=draft.revision,
        signing=signing,
        in_force_on=on,
        signed_file=None,
        by=by,
        at=at,
    )


def settle_units(draft: Draft, by: User, on: date, at: datetime) -> None:
    """Enter the units that the directory lacks: own ones by their kind, others as outside bodies."""
    tasks = from_json(draft.value or {}).tasks
    resolution = resolve(draft, on)
    missing = unresolved_leads(tasks, resolution)
    missing += [each for each in unresolved_coordinating(tasks, resolution) if each not in missing]
    for wording in missing:
        lowered = wording.lower()
        above = None if lowered.startswith(_BODIES) else draft.agency
        beside = Unit.objects.filter(parent=above, valid_to=None)
        known = beside.filter(sort_key=sort_key(wording)).first()
        if known is not None:
            confirm_match(draft=draft, wording=wording, unit=known, by=by, at=at)
            continue
        kind = next((k for start, k in _KINDS if lowered.startswith(start)), Unit.Kind.DIVISION)
        is_outside = lowered.startswith(_BODIES)
        add_unit_for(
            draft=draft,
            wording=wording,
            kind=Unit.Kind.OTHER if is_outside else kind,
            is_outside=is_outside,
            by=by,
            at=at,
        )


def coordinator_of(agency: Unit) -> User:
    """Who imports plans there. Raises User.DoesNotExist for an agency without a coordinator."""
    return User.objects.filter(
        memberships__unit__agency=agency, memberships__role=Role.COORDINATOR
    ).earliest("pk")
