"""A province reads the tasks of its departments and records nothing in them."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.orgs.access import may
from cchc.orgs.rules import Permission, Role
from cchc.tasks.models import Occurrence
from cchc.tasks.selectors.people import Standing, speaks_for, standing_of
from tests.factories.cast import person
from tests.factories.programme import due, make_plan, write_one


@pytest.fixture
def task(cast):
    return write_one(make_plan(cast), [cast.office], times=[due(date(2026, 3, 31))])


@pytest.mark.parametrize("role", list(Role))
def test_nobody_of_the_agency_above_speaks_for_a_unit_below(cast, task, role):
    who = person("nguoi.tinh", "Người Tỉnh", cast.province, role)
    parts = list(task.assignments.select_related("unit"))
    assert standing_of(who, task) is Standing.NONE
    assert speaks_for(who, task, parts) == {}
    assert not may(who, Permission.FACT_RECORD, cast.office)


def test_an_undo_from_above_changes_nothing(client, cast, task):
    row = task.occurrences.get()
    client.force_login(cast.lan)
    sent = {"delivered_on": "10/03/2026", "outcome": "Đã xong", "version": row.version,
            "document_number": "12/KH-SKHCN", "whole": "1"}  # fmt: skip
    answer = client.post(f"/tasks/occurrences/{row.uid}/record/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    client.force_login(person("nguoi.tinh", "Người Tỉnh", cast.province, Role.SPECIALIST))
    row.refresh_from_db()
    before = AuditEvent.objects.count()
    client.post(f"/tasks/occurrences/{row.uid}/undo/", {"version": row.version})
    assert Occurrence.objects.get(pk=row.pk).delivered_on == date(2026, 3, 10)
    assert AuditEvent.objects.count() == before
