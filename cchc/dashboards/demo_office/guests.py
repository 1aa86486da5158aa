"""Plans that somebody brings to the demo (`cchc demo --with DIR`): each in an agency made for its issuer."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from cchc.dashboards.demo_office.directory import SINCE
from cchc.dashboards.demo_office.programme import issue, read_files
from cchc.orgs.models import Membership, Unit, User
from cchc.orgs.rules import Role
from cchc.orgs.services import create_unit, create_usual_groups
from cchc.plans.models import Draft, Plan
from cchc.plans.services.drafts import NewFile
from cchc.plans.states import DraftState
from cchc.reading import from_json, read_file
from cchc.reading.errors import UnreadableFile

_READ = {".docx", ".pdf", ".xlsx", ".txt", ".md", ".html"}


def load_guests(folder: Path, at: datetime) -> Iterator[tuple[str, str]]:
    """Take every plan found in a folder through the product; yields (file name, what became of it)."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _READ:
            yield path.name, _load(path, at)


def _load(path: Path, at: datetime) -> str:
    try:
        head = read_file(path).document
    except UnreadableFile as refusal:
        return refusal.message
    name = head.issuer or path.stem
    agency = _agency(name if (head.place or "") in name else f"{name} {head.place}", at)
    if Draft.objects.filter(agency=agency, files__name=path.name).exists():
        return "đã có từ trước"
    draft = read_files([NewFile(name=path.name, chunks=[path.read_bytes()])], agency, at)
    if draft.state != DraftState.REVIEW:
        return draft.refusal
    plan = _issue(draft, at)
    return f"{plan.tasks.count()} nhiệm vụ, đang thực hiện tại {agency.name}"


def _issue(draft: Draft, at: datetime) -> Plan:
    head = from_json(draft.value or {}).document
    return issue(draft, head.date or date(head.year or at.year, 1, 1), at)


def _agency(name: str, at: datetime) -> Unit:
    """The agency of that name, made with the usual groups and with the demo's coordinator in charge."""
    known = Unit.objects.filter(name=name, is_agency=True).first()
    if known is not None:
        return known
    agency = create_unit(
        parent=None,
        kind=Unit.Kind.DEPARTMENT,
        name=name,
        valid_from=SINCE,
        is_agency=True,
        has_seal=True,
        at=at,
    )
    create_usual_groups(agency=agency, by=None, at=at)
    Membership.objects.create(
        user=User.objects.get(username="daumoi"),
        unit=agency,
        role=Role.COORDINATOR,
        valid_from=SINCE,
    )
    return agency
