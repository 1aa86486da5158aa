"""What can be taken away, and by whom."""

import io
import json
import zipfile

import pytest

from cchc.plans.models import Draft

KINDS = [
    ("annex", "docx", b"PK"),
    ("annex", "pdf", b"%PDF"),
    ("plan", "docx", b"PK"),
    ("plan", "pdf", b"%PDF"),
    ("tasks", "xlsx", b"PK"),
    ("plan", "json", b"{"),
]


@pytest.fixture
def take(client, cast):
    def get(row, what, kind, who="coordinator"):
        client.force_login(getattr(cast, who))
        folder = "drafts/" if isinstance(row, Draft) else ""
        return client.get(f"/plans/{folder}{row.uid}/export/{what}.{kind}")

    return get


@pytest.mark.parametrize("asked", KINDS)
def test_a_plan_and_a_draft_leave_as_attachments(take, in_force, draft, asked):
    what, kind, start = asked
    for row in (in_force(), draft):
        answer = take(row, what, kind)

        assert answer.content.startswith(start)
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_json_is_the_reading_in_the_shape_of_the_format(take, in_force):
    plan = in_force()

    value = json.loads(take(plan, "plan", "json").content)

    assert value["document"]["type"] == "KH"
    assert [task["key"] for task in value["tasks"]] == ["II.1.a", "II.1.b", "II.2.a", "II.2.b"]


def test_the_word_file_bears_the_number_the_clerk_entered(take, in_force):
    plan = in_force()
    plan.document.number = "19/KH-SKHCN"
    plan.document.save()

    archive = zipfile.ZipFile(io.BytesIO(take(plan, "plan", "docx").content))

    assert "19/KH-SKHCN" in archive.read("word/document.xml").decode()


@pytest.mark.parametrize(("what", "kind"), [("tasks", "pdf"), ("plan", "exe"), ("x", "docx")])
def test_what_is_not_made_is_not_there(take, in_force, what, kind):
    assert take(in_force(), what, kind).status_code == 404


def test_plans_leave_for_readers_and_drafts_for_who_reads_drafts(take, in_force, draft):
    plan = in_force()

    assert take(plan, "plan", "json", "lan").status_code == 200
    assert take(plan, "plan", "json", "stranger").status_code == 404
    assert take(draft, "plan", "json", "clerk").status_code == 200
    assert take(draft, "plan", "json", "lan").status_code == 404


def test_an_annex_without_tasks_is_refused_in_words(take, draft):
    value = draft.value
    value["tasks"] = []
    draft.take_value(value)
    draft.save()

    answer = take(draft, "annex", "docx")

    assert answer.status_code == 422
    assert "chưa có nhiệm vụ nào" in answer.content.decode()
