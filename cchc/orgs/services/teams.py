"""Teams set up by decision (tổ, đoàn, ban): a head, members from several units, an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.orgs.models import Membership, Unit, UnitName, User
from cchc.orgs.rules import Role
from cchc.orgs.services.granting import Grant, note_own_grants
from cchc.orgs.services.units import create_unit


class WrongTeam(DomainError):
    """A team lacks what it needs."""


@dataclass(frozen=True, slots=True)
class Team:
    """As the decision sets it up; bounds inclusive."""

    name: str
    decision: str
    valid_from: date
    valid_to: date
    head: User
    members: Sequence[User]


@transaction.atomic
def set_up_team(*, agency: Unit, team: Team, by: User, at: datetime) -> Unit:
    """Write the team as a unit of the agency that ends by itself, with its people's roles for that time.

    It can lead and coordinate like any unit, and stands in no collective name. The people keep their roles in their
    own units. Raises WrongTeam when it ends before it begins, NameTaken.
    """
    if team.valid_to < team.valid_from:
        raise WrongTeam("Ngày kết thúc của tổ không được trước ngày thành lập.")
    unit = create_unit(
        parent=agency,
        kind=Unit.Kind.TEAM,
        name=team.name,
        valid_from=team.valid_from,
        decision=team.decision,
        by=by,
        at=at,
    )
    unit.valid_to = team.valid_to
    unit.save(update_fields=["valid_to"])
    UnitName.objects.filter(unit=unit).update(valid_to=team.valid_to)
    members = {person.pk: person for person in team.members if person.pk != team.head.pk}
    people = [(team.head, Role.UNIT_HEAD), *((each, Role.SPECIALIST) for each in members.values())]
    Membership.objects.bulk_create(
        [
            Membership(
                user=person,
                unit=unit,
                role=role,
                valid_from=team.valid_from,
                valid_to=team.valid_to,
            )
            for person, role in people
        ]
    )
    record(
        action="team.set_up",
        target=unit,
        by=by,
        at=at,
        agency_id=agency.pk,
        decision=team.decision,
        head=team.head.full_name,
        members=[person.full_name for person in members.values()],
        valid_from=team.valid_from,
        valid_to=team.valid_to,
    )
    own = [Grant(unit, role, team.valid_from, team.valid_to) for each, role in people if each == by]
    note_own_grants(user=by, grants=own, agency=agency, by=by, at=at)
    return unit
