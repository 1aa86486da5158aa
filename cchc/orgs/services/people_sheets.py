"""A list of people that came back as a workbook: kept, judged row by row, written as a whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from django.db import transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.text import fold
from cchc.orgs.models import Membership, PeopleLine, PeopleUpload, Unit, User
from cchc.orgs.people_sheet import (
    FROM,
    MAIL,
    MOST_ROWS,
    NAME,
    POSITION,
    ROLE,
    TO,
    UNIT,
    Cells,
    Key,
    read_cells,
    username_for,
)
from cchc.orgs.rules import ROLE_LABELS, Role
from cchc.orgs.selectors import people_of
from cchc.orgs.selectors.accounts import accounts_of_addresses, roles_of_keys, units_by_wording
from cchc.orgs.services import invitations
from cchc.orgs.services.people import Term, change_memberships, change_person, create_user
from cchc.reading.filled import FilledRow
from cchc.sheets import expiring
from cchc.sheets.expiring import Unwritten
from cchc.sheets.rules import Change, day_text
from cchc.sheets.services import now_or_queued, touched_rows

AT_ONCE = 20


class TooManyPeople(DomainError):
    text = f"Danh sách dài hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp."


class NothingFilledIn(DomainError):
    text = "Không có dòng nào khác với lúc tải về. Hãy điền vào tệp rồi tải lên lại."


class StillWrong(DomainError):
    text = (
        "Còn dòng sai nên chưa ghi gì. Hãy sửa trong tệp kết quả rồi tải lên lại: danh sách được ghi "
        "trọn vẹn hoặc không ghi."
    )


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would become of a row, in words; errors: by heading, for the cells that are wrong.

    `person`: the account that is there already. `replaces`: the role that the row changes, None for a further one.
    """

    verdict: Verdict
    cells: Cells
    message: str = ""
    changes: list[Change] = field(default_factory=list)
    person: User | None = None
    unit: Unit | None = None
    replaces: Membership | None = None
    username: str = ""

    @property
    def errors(self) -> dict[str, str]:
        return self.cells.errors

    @classmethod
    def of_written(cls, line: PeopleLine) -> Self:
        """What became of a row, as the line tells it."""
        told = line.told
        changes = [Change(*each) for each in told["changes"]]
        return cls(Verdict(told["verdict"]), read_cells(line.values), told["message"], changes)

    def told(self) -> dict[str, Any]:
        """As a line keeps it once it is written."""
        return {
            "verdict": str(self.verdict),
            "message": self.message,
            "changes": [[each.heading, each.old, each.new] for each in self.changes],
        }


def register_unwritten() -> None:
    """Let lists go that nobody confirms."""
    waiting = PeopleUpload.objects.filter(started_at__isnull=True)
    expiring.register(
        Unwritten(waiting.all, "people_sheet.forgotten", lambda upload: upload.agency_id)
    )


def cells_of(role: Membership) -> dict[str, str]:
    """The cells of a role as they go out."""
    return {
        NAME: role.user.full_name,
        MAIL: role.user.email,
        POSITION: role.user.position,
        UNIT: role.unit.name,
        ROLE: ROLE_LABELS[Role(role.role)],
        FROM: day_text(role.valid_from),
        TO: day_text(role.valid_to),
    }


@transaction.atomic
def take_people(
    *, name: str, sha256: str, rows: Sequence[FilledRow], agency: Unit, by: User, at: datetime
) -> PeopleUpload:
    """Keep the rows that somebody touched since they went out; writes no account.

    Raises TooManyPeople, NothingFilledIn.
    """
    touched = touched_rows(
        rows, Key, most=MOST_ROWS, too_many=TooManyPeople, untouched=NothingFilledIn
    )
    upload = PeopleUpload.objects.create(
        agency=agency, user=by, name=name[:255], sha256=sha256, uploaded_at=at
    )
    PeopleLine.objects.bulk_create(
        [PeopleLine(upload=upload, **row) for row in touched], batch_size=500
    )
    record(
        action="people_sheet.uploaded", target=upload, by=by, at=at, agency_id=agency.pk,
        rows=len(touched), sha256=sha256,
    )  # fmt: skip
    return upload


def judge_people(
    lines: Sequence[PeopleLine], *, agency: Unit, by: User, today: date
) -> list[Judgement]:
    """How each row would fare now, in order; constant statements however many rows."""
    return _Judge(lines, agency, by, today).judged()


def verdicts_of(
    upload: PeopleUpload, lines: Sequence[PeopleLine], *, by: User, today: date
) -> list[Judgement]:
    """How the rows of a list fared once it is written; until then how they would fare now."""
    if upload.ended_at is not None and not upload.refusal:
        return [Judgement.of_written(line) for line in lines]
    return judge_people(lines, agency=upload.agency, by=by, today=today)


@transaction.atomic
def start_people(*, upload: PeopleUpload, by: User, at: datetime) -> None:
    """Write the list, once however often it is asked: a short one now, a longer one in a job. Raises StillWrong."""
    if not upload.claim_start(at, started_by=by):
        return
    lines, today = list(upload.lines.all()), clock.vietnam_date(at)
    _refuse_wrong(judge_people(lines, agency=upload.agency, by=by, today=today))
    now_or_queued(
        "orgs.write_people",
        upload.pk,
        count=len(lines),
        at_once=AT_ONCE,
        act=lambda: _write(upload, by, at),
    )


def write_people(upload_id: int) -> None:
    """The background job: the whole list in one transaction. A second run finds it written and does nothing.

    What is refused meanwhile (somebody else changed a row) is kept as the upload's refusal, nothing else is.
    """
    upload = PeopleUpload.objects.select_related("agency", "started_by").get(pk=upload_id)
    if upload.ended_at is not None or upload.started_by is None:
        return
    at = clock.now()
    try:
        _write(upload, upload.started_by, at)
    except DomainError as refusal:
        upload.claim_end(at, refusal=refusal.message)


@transaction.atomic
def _write(upload: PeopleUpload, by: User, at: datetime) -> None:
    upload = PeopleUpload.objects.select_for_update(no_key=True).get(pk=upload.pk)
    if upload.ended_at is not None:
        return
    agency, today = upload.agency, clock.vietnam_date(at)
    lines = list(upload.lines.all())
    judged = judge_people(lines, agency=agency, by=by, today=today)
    _refuse_wrong(judged)
    invited = sum(_write_person(rows, agency, by, at) for rows in _by_person(judged))
    for line, each in zip(lines, judged, strict=True):
        line.told = each.told()
    PeopleLine.objects.bulk_update(lines, ["told"], batch_size=500)
    upload.ended_at = at
    upload.save(update_fields=["ended_at"])
    counts = {verdict.value: _count(judged, verdict) for verdict in Verdict}
    record(
        action="people_sheet.written", target=upload, by=by, at=at, agency_id=agency.pk,
        counts=counts, invited=invited,
    )  # fmt: skip


def _write_person(rows: list[Judgement], agency: Unit, by: User, at: datetime) -> bool:
    """Everything that the rows say of one person; whether an invitation left."""
    first, person = rows[0], rows[0].person
    terms = [_term(row) for row in rows]
    if person is None:
        made = create_user(
            username=first.username,
            full_name=first.cells.full_name,
            position=first.cells.position,
            email=first.cells.email,
            password=None,
            terms=terms,
            agency=agency,
            by=by,
            at=at,
        )
        if not invitations.can_send_to(made):
            return False
        invitations.invite(user=made, agency=agency, by=by, at=at)
        return True
    facts = {name: getattr(first.cells, name) for name in ("full_name", "position", "email")}
    if any(getattr(person, name) != value for name, value in facts.items()):
        change_person(user=person, **facts, agency=agency, by=by, at=at)
    changing = [row for row in rows if row.changes]
    if any(each.heading in {UNIT, ROLE, FROM, TO} for row in changing for each in row.changes):
        _write_roles(person, rows, agency, by, at)
    return False


def _write_roles(person: User, rows: list[Judgement], agency: Unit, by: User, at: datetime) -> None:
    gone = {row.replaces.pk for row in rows if row.replaces is not None}
    today = clock.vietnam_date(at)
    present = (
        person.memberships.filter(unit__agency=agency)
        .exclude(valid_to__lt=today)
        .exclude(pk__in=gone)
        .select_related("unit")
    )
    kept = [Term(row.unit, Role(row.role), row.valid_from, row.valid_to) for row in present]
    terms = {(term.unit.pk, term.role): term for term in [*kept, *map(_term, rows)]}
    change_memberships(user=person, terms=list(terms.values()), agency=agency, by=by, at=at)


def _term(row: Judgement) -> Term:
    cells = row.cells
    if row.unit is None or cells.role is None or cells.valid_from is None:
        raise StillWrong
    return Term(row.unit, cells.role, cells.valid_from, cells.valid_to)


def _by_person(judged: Sequence[Judgement]) -> list[list[Judgement]]:
    found: dict[object, list[Judgement]] = {}
    for row in judged:
        found.setdefault(row.person.pk if row.person else row.cells.email, []).append(row)
    return list(found.values())


def _refuse_wrong(judged: Sequence[Judgement]) -> None:
    if any(row.verdict is Verdict.REFUSED for row in judged):
        raise StillWrong


def _count(judged: Sequence[Judgement], verdict: Verdict) -> int:
    return sum(row.verdict is verdict for row in judged)


class _Judge:
    """The rows of one list and everything that they are compared with."""

    def __init__(self, lines: Sequence[PeopleLine], agency: Unit, by: User, today: date) -> None:
        self._lines, self._agency, self._by, self._today = lines, agency, by, today
        self._keys = [Key.parse(line.key) for line in lines]
        self._cells = [read_cells(line.values) for line in lines]
        self._roles = roles_of_keys(agency, [key.membership for key in self._keys if key])
        self._accounts = accounts_of_addresses([cells.email for cells in self._cells])
        self._here = set(people_of(agency).values_list("pk", flat=True))
        self._units = units_by_wording(agency, today)
        self._taken = set(User.objects.values_list("username", flat=True))
        self._named: dict[str, str] = {}
        self._facts: dict[object, tuple[int, Cells]] = {}
        self._said: dict[tuple[object, int, Role], int] = {}
        self._held = self._held_roles()

    def judged(self) -> list[Judgement]:
        return [
            self._row(line, key, cells)
            for line, key, cells in zip(self._lines, self._keys, self._cells, strict=True)
        ]

    def _held_roles(self) -> dict[tuple[int, int, Role], Membership]:
        """Roles that the named people have today or later, by person, unit and role."""
        people = {row.user_id for row in self._roles.values()}
        people |= {user.pk for found in self._accounts.values() for user in found}
        rows = Membership.objects.filter(user__in=people, unit__agency=self._agency)
        found = rows.exclude(valid_to__lt=self._today).select_related("unit", "user")
        return {(row.user_id, row.unit_id, Role(row.role)): row for row in found}

    def _row(self, line: PeopleLine, key: Key | None, cells: Cells) -> Judgement:
        errors = cells.errors
        unit = self._unit(cells.unit, errors)
        old = self._roles.get(key.membership) if key else None
        if line.key and old is None:
            return _refused(cells, _("Không tìm thấy vai trò của dòng này tại cơ quan."))
        if key and old and not key.is_of(cells_of(old)):
            return _refused(cells, _meanwhile(old))
        person = old.user if old else self._person(cells, errors)
        if key is None and person is not None:
            cells = self._as_it_stands(person, unit, cells)
        if person is not None:
            self._check_person(person, old, cells, errors)
        self._check_agreement(line.line, person, cells, unit)
        if errors:
            return _refused(cells, _("Có ô chưa đúng."))
        assert unit is not None
        assert cells.role is not None
        if old is None and person is not None:
            old = self._held.get((person.pk, unit.pk, cells.role))
        return self._found(cells, person, unit, old)

    def _found(
        self, cells: Cells, person: User | None, unit: Unit, old: Membership | None
    ) -> Judgement:
        if person is None:
            name = self._username(cells.email)
            words = _("Tên đăng nhập: %(name)s") % {"name": name}
            return Judgement(Verdict.NEW, cells, words, unit=unit, username=name)
        wanted = _cells_wanted(cells, unit)
        now = cells_of(old) if old else _facts_of(person)
        changes = [
            Change(name, now.get(name, ""), new)
            for name, new in wanted.items()
            if now.get(name, "") != new
        ]
        verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
        more = _("thêm vai trò") if old is None else ""
        return Judgement(verdict, cells, more, changes, person, unit, old)

    def _unit(self, wording: str, errors: dict[str, str]) -> Unit | None:
        if not wording or UNIT in errors:
            return None
        found = self._units.get(fold(wording), [])
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{each.name} – {each.parent}" for each in found)
            errors[UNIT] = _("Có nhiều đơn vị cùng tên; hãy ghi một trong: %(names)s.") % {
                "names": names
            }
        else:
            errors[UNIT] = _(
                "Cơ quan không có đơn vị “%(unit)s”; hãy chọn trong danh sách, hoặc thêm cách viết ở "
                "trang Cơ cấu tổ chức."
            ) % {"unit": wording[:60]}
        return None

    def _person(self, cells: Cells, errors: dict[str, str]) -> User | None:
        found = self._accounts.get(cells.email, [])
        if MAIL in errors or not found:
            return None
        if len(found) > 1:
            errors[MAIL] = _("Có nhiều tài khoản cùng thư này; hãy sửa trên dòng của người đó.")
            return None
        if found[0].pk not in self._here:
            errors[MAIL] = _("Thư này là của một tài khoản ngoài cơ quan.")
            return None
        return found[0]

    def _as_it_stands(self, person: User, unit: Unit | None, cells: Cells) -> Cells:
        """An empty cell in a list that we did not make says nothing: position and end stay."""
        role = self._held.get((person.pk, unit.pk, cells.role)) if unit and cells.role else None
        return replace(
            cells,
            position=cells.position or person.position,
            valid_to=cells.valid_to or (role.valid_to if role else None),
        )

    def _check_person(
        self, person: User, old: Membership | None, cells: Cells, errors: dict[str, str]
    ) -> None:
        if not person.is_active:
            errors[NAME] = _("Tài khoản đã ngừng; hãy mở lại trước.")
        others = [user for user in self._accounts.get(cells.email, []) if user.pk != person.pk]
        if others and MAIL not in errors:
            errors[MAIL] = _("Thư này đã là của người khác.")
        if old is None or person.pk != self._by.pk or old.role != Role.ADMINISTRATOR:
            return
        ends = cells.valid_to is not None and cells.valid_to < self._today
        if ends or (cells.role and cells.role is not Role.ADMINISTRATOR):
            errors[ROLE] = _("Không thể tự bỏ vai trò quản trị của mình.")

    def _check_agreement(
        self, line: int, person: User | None, cells: Cells, unit: Unit | None
    ) -> None:
        """Rows of one person name one name, position and address, and each role once."""
        who: object = person.pk if person else cells.email
        errors = cells.errors
        first, said = self._facts.setdefault(who, (line, cells))
        for name, one, other in (
            (NAME, said.full_name, cells.full_name),
            (POSITION, said.position, cells.position),
            (MAIL, said.email, cells.email),
        ):
            if who and one != other:
                errors.setdefault(
                    name, _("Khác với dòng %(line)d của cùng người.") % {"line": first}
                )
        if unit is None or cells.role is None or not who:
            return
        before = self._said.setdefault((who, unit.pk, cells.role), line)
        if before != line:
            errors.setdefault(ROLE, _("Trùng với dòng %(line)d.") % {"line": before})

    def _username(self, email: str) -> str:
        if email not in self._named:
            self._named[email] = username_for(email, self._taken)
            self._taken.add(self._named[email])
        return self._named[email]


def _refused(cells: Cells, message: str) -> Judgement:
    return Judgement(Verdict.REFUSED, cells, message)


def _facts_of(person: User) -> dict[str, str]:
    return {NAME: person.full_name, MAIL: person.email, POSITION: person.position}


def _cells_wanted(cells: Cells, unit: Unit) -> dict[str, str]:
    return {
        NAME: cells.full_name,
        MAIL: cells.email,
        POSITION: cells.position,
        UNIT: unit.name,
        ROLE: cells.role.label if cells.role else "",
        FROM: day_text(cells.valid_from),
        TO: day_text(cells.valid_to),
    }


def _meanwhile(old: Membership) -> str:
    now = cells_of(old)
    stands = "; ".join(f"{name}: {value}" for name, value in now.items() if value)
    return _("Sau khi bạn tải danh sách về, dòng này đã được sửa. Hiện đang ghi: %(stands)s.") % {
        "stands": stands
    }
