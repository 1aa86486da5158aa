"""The five real plans, from the file to tasks in force; they stay outside the repository."""

from collections import Counter
from datetime import date

import pytest

from cchc.core.tokens import new_token
from cchc.plans.models import Draft, Plan
from cchc.plans.services.matching import add_unit_for
from cchc.plans.services.summary import summary_of, takes_effect_on
from cchc.plans.states import DraftState
from cchc.tasks.models import Task
from tests.plans.conftest import upload

NAMES = [
    "lai-chau-skhcn-2025",
    "quang-ngai-skhcn-2025",
    "soc-trang-skhcn-2025",
    "soc-trang-skhcn-tuyen-truyen-2025",
    "soc-trang-vpubnd-2024",
]
TODAY = date(2026, 3, 10)
# What calendar and directory add to the findings of the reading, which tests/reading/pins.json counts.
ADDED = {"quang-ngai-skhcn-2025": {"deadline-day-off": 2}}


@pytest.mark.plans
@pytest.mark.parametrize("name", NAMES)
def test_a_real_plan_goes_from_upload_to_tasks_in_force(real_plans, send, client, cast, name):
    send(upload(f"{name}.txt", (real_plans / f"{name}.txt").read_bytes()))
    draft = Draft.objects.get()
    assert draft.state == DraftState.REVIEW
    on = takes_effect_on(draft, TODAY)
    for wording in summary_of(draft, on).unresolved_leads:
        add_unit_for(
            draft=draft,
            wording=wording,
            kind="team",
            is_outside=True,
            by=cast.coordinator,
            at=draft.changed_at,
        )

    answer = client.post(
        f"/plans/drafts/{draft.uid}/issue/",
        {"submit_token": new_token(), "seen": draft.revision, "in_force_on": f"{on:%d/%m/%Y}"},
    )

    plan = Plan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert Task.objects.filter(plan=plan).count() == draft.task_count > 0
    assert client.get(plan.get_absolute_url()).status_code == 200
    for what in ("plan.docx", "annex.pdf", "tasks.xlsx", "plan.json"):
        assert client.get(f"/plans/{plan.uid}/export/{what}").status_code == 200


@pytest.mark.plans
@pytest.mark.parametrize("name", NAMES)
def test_a_draft_tells_what_its_reading_found_and_what_the_calendar_adds(real_plans, send, name):
    send(upload(f"{name}.txt", (real_plans / f"{name}.txt").read_bytes()))
    draft = Draft.objects.get()
    read, told = (
        Counter(each["code"] for each in value["findings"])
        for value in (draft.reading, draft.value)
    )
    assert told - read == ADDED.get(name, {})
    assert read - told == {}
