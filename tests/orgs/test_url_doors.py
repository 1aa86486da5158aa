"""Every address: closed to visitors, open to the roles that hold its permission, empty to other agencies.

Data-driven from the resolver, so that a new address is walked without being named here.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cchc.orgs.rules import Permission, Role, permissions_of
from tests.factories.addresses import EXAMPLES, Example
from tests.factories.cast import person

OPEN_TO_VISITORS = {"health", "account_login", "account_logout", "account_inactive", "account_reopen",
                    "task_feed_file", "kept_forms"}  # fmt: skip
# A visitor comes with a signed link from his official mail: test_invitations.py and its neighbours.
BY_LINK = {"invitation", "account_reopen_link", "account_factor_reset"}
# Not there while no identity provider is set; with one: tests/orgs/test_sso.py.
OF_THE_PROVIDER = {"sso_end", "sso_signed_out", "openid_connect_login", "openid_connect_callback"}
# Open to whom the request is about and to who may confirm it, whatever the role: tests/orgs/test_factor_reset.py.
OF_PERSONS = {"factor_reset", "factor_reset_confirm", "factor_reset_cancel"}
NOT_BY_ROLE = OPEN_TO_VISITORS | BY_LINK | OF_THE_PROVIDER | OF_PERSONS
# These show a page or lead back, and the service refuses: tests/tasks/test_above_writes_nothing.py.
JUDGED_BY_SERVICE = {"task_event", "task_undo"}
ONE_FOR_ALL = {"trust_withdraw"}  # kept by the administrators with none above them
# Parts that stand in the including pattern of the sign-in library.
WITHIN = {"mfa_edit_webauthn": {"pk": 1}, "mfa_remove_webauthn": {"pk": 1}}
INVENTED = {
    "UUIDConverter": UUID(int=1),
    "IntConverter": 1,
    "SlugConverter": "x",
    "StringConverter": "x",
    "PathConverter": "x",
}
REFUSED, NO_SUCH_METHOD = 404, 405
# Who stands where: these may hold a fact of their own unit only.
OWN_UNIT = {Permission.FACT_RECORD}


def addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


PATTERNS = {pattern.name: pattern for pattern in addresses()}
OURS = {name: each for name, each in PATTERNS.items() if hasattr(each.callback, "door")}


def invented(pattern):
    return {
        key: INVENTED[type(converter).__name__]
        for key, converter in pattern.pattern.converters.items()
    }


def address_of(name, cast):
    example = EXAMPLES.get(name)
    parts = invented(OURS[name])
    if example is not None:
        parts |= example.parts(cast)
    return reverse(name, kwargs={key: str(value) for key, value in parts.items()})


def asks_for(name):
    door, example = OURS[name].callback.door, EXAMPLES.get(name)
    if example is not None and example.needs is not None:
        return example.needs
    return Permission(door.permission) if door.permission else None


@pytest.fixture
def client():
    """Only who comes in is asked here, by every role at every address; what pages say is inspected elsewhere."""
    return Client()


@pytest.fixture
def at_home(cast):
    return {role: person(f"nha.{role}", "Người Nhà", cast.office, role) for role in Role}


@pytest.fixture
def above(cast):
    return {role: person(f"tinh.{role}", "Người Tỉnh", cast.province, role) for role in Role}


@pytest.fixture
def elsewhere(cast):
    return {role: person(f"xa.{role}", "Người Xa", cast.other_division, role) for role in Role}


def test_every_view_has_a_door_or_is_the_sign_in_librarys():
    without = {
        name: each.callback.__module__ for name, each in PATTERNS.items() if name not in OURS
    }
    assert all(module.startswith("allauth.") for module in without.values()), without


def test_every_address_has_a_name_of_its_own():
    names = [pattern.name for pattern in addresses()]
    assert None not in names
    assert len(names) == len(set(names))


def test_examples_are_of_addresses_that_exist():
    assert set(EXAMPLES) <= set(OURS)


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted(OURS))
def test_a_visitor_is_led_to_the_sign_in_page(client, cast, name):
    address = address_of(name, cast)
    answer = client.get(address)
    if name in BY_LINK | OF_THE_PROVIDER:
        assert answer.status_code == (410 if name in BY_LINK else 404)
        return
    if name in OPEN_TO_VISITORS:
        assert answer.status_code == 200
        return
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")
    assert client.post(address).status_code == 302


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted(set(PATTERNS) - set(OURS) - OPEN_TO_VISITORS))
def test_a_visitor_opens_no_security_page(client, db, name):
    answer = client.get(reverse(name, kwargs=WITHIN.get(name, {})))
    assert answer.status_code in {302, 404}


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted(set(OURS) - NOT_BY_ROLE))
def test_a_role_opens_what_its_permissions_grant_and_nothing_else(client, cast, at_home, name):
    needed, address = asks_for(name), address_of(name, cast)
    is_known = name in EXAMPLES or not OURS[name].pattern.converters
    for role, who in at_home.items():
        client.force_login(who)
        status = client.get(address).status_code
        granted = needed is None or needed in permissions_of(role)
        if not granted:
            assert status == REFUSED, f"{role} opens {address}"
        elif is_known and needed not in OWN_UNIT:
            assert status != REFUSED, f"{role} may not open {address}"
        assert status < 500


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted(set(OURS) - OPEN_TO_VISITORS - BY_LINK))
def test_the_same_role_in_another_agency_finds_nothing_there(client, cast, elsewhere, name):
    example = EXAMPLES.get(name, Example(lambda cast: {}, private=False))
    address = address_of(name, cast)
    for role, who in elsewhere.items():
        client.force_login(who)
        read, written = client.get(address).status_code, client.post(address).status_code
        if example.private:
            # A method that the address does not know at all says nothing of what is there.
            assert {read, written} - {NO_SUCH_METHOD} == {REFUSED}, f"{role} opens {address}"
        assert read < 500


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted(set(OURS) - NOT_BY_ROLE))
def test_an_act_is_refused_to_every_role_without_its_permission(client, cast, at_home, name):
    """Every address is also posted to: an act hides behind no page that one may merely see."""
    needed, address = asks_for(name), address_of(name, cast)
    for role, who in at_home.items():
        if needed is None or needed in permissions_of(role):
            continue
        client.force_login(who)
        status = client.post(address).status_code
        assert status in {REFUSED, NO_SUCH_METHOD}, f"{role} acts at {address}"


@pytest.mark.parametrize(
    "name",
    sorted(name for name in set(EXAMPLES) & set(OURS) - ONE_FOR_ALL if EXAMPLES[name].private),
)
def test_the_agency_above_reads_what_is_issued_and_writes_nothing(client, cast, above, name):
    """A province sees its departments' plans and tasks; drafts, people and every act stay theirs."""
    needed, address = asks_for(name), address_of(name, cast)
    for role, who in above.items():
        client.force_login(who)
        written = client.post(address).status_code
        is_refused = written in {REFUSED, NO_SUCH_METHOD} or name in JUDGED_BY_SERVICE
        assert is_refused, f"{role} above acts at {address}: {written}"
        read = client.get(address).status_code
        is_theirs = needed not in {None, Permission.PLAN_READ} and name not in JUDGED_BY_SERVICE
        if is_theirs or Permission.PLAN_READ not in permissions_of(role):
            assert read in {REFUSED, NO_SUCH_METHOD}, f"{role} above reads {address}: {read}"


def test_an_account_without_a_role_opens_only_what_is_everybodys(client, cast):
    who = person("khong.ai", "Không Ai", cast.office, Role.SPECIALIST)
    who.memberships.all().delete()
    client.force_login(who)
    for name in OURS:
        status = client.get(address_of(name, cast)).status_code
        if asks_for(name) is not None or name in {"units", "unit"}:
            assert status == REFUSED or (name in OF_PERSONS and status == NO_SUCH_METHOD), name
        assert status < 500


def test_a_role_that_ended_yesterday_opens_nothing(client, cast):
    cast.coordinator.memberships.update(valid_to="2026-03-09")
    client.force_login(cast.coordinator)
    assert client.get(reverse("unit_groups")).status_code == REFUSED
