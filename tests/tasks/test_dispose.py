"""Files past their time of keeping are disposed of by an act of two people; nothing goes before its time."""

import io
from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from docx import Document as WordFile

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.backup.services.saving import save_backup
from cchc.core import clock
from cchc.core.tokens import new_token
from cchc.evidence.jobs import dispose
from cchc.evidence.models import Disposal, FilePart, StoredFile
from cchc.evidence.services import disposing, open_stored, store
from cchc.tasks.services.filing import file_task, open_work_file
from tests.factories import programme as p
from tests.tasks.test_work_files import FACTS, close, deliver

LATER = datetime(2032, 1, 5, 9, 0, tzinfo=clock.VIETNAM)
DECIDED = disposing.Decision("7/QĐ-SKHCN", date(2032, 1, 5))


@pytest.fixture
def task(cast):
    return p.write_one(
        p.make_plan(cast), [cast.division], times=[p.every("annual", product=0)],
        products=["Quyết định"],
    )  # fmt: skip


@pytest.fixture
def folder(cast, at):
    return open_work_file(agency=cast.agency, facts=FACTS, by=cast.minh, at=at)


@pytest.fixture
def link(cast, task, folder, at):
    """Proof of a task whose file of work was closed in 2026 and kept for five years."""
    link = deliver(task, cast, at)
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    close(folder, cast, at, at.date())
    return link


@pytest.fixture
def in_2032(settings):
    settings.CCHC_TODAY = LATER.date()


@pytest.fixture
def proposed(cast, link, in_2032):
    return disposing.propose_disposal(agency=cast.agency, by=cast.clerk, at=LATER)


def approve(disposal, by):
    return disposing.approve_disposal(disposal=disposal, decision=DECIDED, by=by, at=LATER)


def is_there(stored):
    try:
        with open_stored(stored) as file:
            return bool(file.read(1))
    except FileNotFoundError:
        return False


def test_nothing_is_listed_before_its_time_nor_of_another_agency(cast, link, at):
    last_day = datetime(2031, 12, 31, 23, 59, tzinfo=clock.VIETNAM)
    with pytest.raises(disposing.NothingPastItsTime):
        disposing.propose_disposal(agency=cast.agency, by=cast.clerk, at=last_day)
    with pytest.raises(disposing.NothingPastItsTime):
        disposing.propose_disposal(agency=cast.other_agency, by=cast.outsider, at=LATER)
    assert not Disposal.objects.exists()


def test_the_list_says_what_and_why_and_deletes_nothing(link, proposed):
    item = proposed.items.get()
    assert (item.names, item.sha256, item.size) == (
        ["quyet-dinh.pdf"],
        link.stored.sha256,
        link.stored.size,
    )
    assert item.basis == "Hồ sơ 01.CCHC: thời hạn 5 năm, giữ đến 31/12/2031"
    assert is_there(link.stored)
    with pytest.raises(disposing.NothingPastItsTime):
        disposing.propose_disposal(agency=proposed.agency, by=proposed.proposed_by, at=LATER)


def test_whoever_made_the_list_does_not_decide_on_it(cast, proposed, link):
    with pytest.raises(disposing.OwnProposal):
        approve(proposed, cast.clerk)
    dispose(proposed.pk)
    assert is_there(link.stored)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("", date(2032, 1, 5)),
        ("7/QĐ", None),
        ("7/QĐ", date(2032, 1, 4)),
        ("7/QĐ", date(2032, 1, 6)),
    ],
)
def test_without_a_proper_decision_nothing_goes(cast, proposed, link, number, day):
    with pytest.raises(disposing.DecisionMissing):
        disposing.approve_disposal(
            disposal=proposed, decision=disposing.Decision(number, day), by=cast.leader, at=LATER
        )
    assert Disposal.objects.get().state == "proposed"
    assert is_there(link.stored)


def test_the_worker_erases_and_the_log_keeps_hash_name_size_and_basis(cast, proposed, link):
    approve(proposed, cast.leader)
    assert is_there(link.stored)
    dispose(proposed.pk)
    dispose(proposed.pk)

    stored = StoredFile.objects.get()
    assert stored.erased_on == LATER.date()
    assert not is_there(stored)
    assert not FilePart.objects.filter(stored=stored).exists()
    assert Disposal.objects.get().state == "done"
    event = AuditEvent.objects.get(action="disposal.file_erased")
    assert event.data["sha256"] == stored.sha256
    assert event.data["size"] == stored.size
    assert event.data["names"] == ["quyet-dinh.pdf"]
    assert event.data["basis"].startswith("Hồ sơ 01.CCHC")
    assert "theo quyết định 7/QĐ-SKHCN ngày 05/01/2032" in sentence(event)
    assert "1 tệp, giữ lại 0" in sentence(AuditEvent.objects.get(action="disposal.done"))


def test_a_file_whose_time_was_prolonged_since_is_kept_and_says_so(
    cast, proposed, link, folder, at
):
    approve(proposed, cast.leader)
    folder.refresh_from_db()
    close(folder, cast, at, None)
    dispose(proposed.pk)
    assert is_there(link.stored)
    item = proposed.items.get()
    assert item.erased_at is None
    assert "thời hạn lưu trữ đã kéo dài" in item.kept_because


def test_content_that_comes_again_lives_again(cast, proposed, link):
    with open_stored(link.stored) as file:
        content = file.read()
    approve(proposed, cast.leader)
    dispose(proposed.pk)
    again = store(chunks=[content], media_type="application/pdf", at=LATER)
    assert (again.pk, again.erased_on) == (link.stored.pk, None)
    assert is_there(again)


def test_a_refusal_keeps_the_files_and_they_may_be_listed_again(cast, proposed, link):
    with pytest.raises(disposing.ReasonMissing):
        disposing.refuse_disposal(disposal=proposed, reason=" ", by=cast.leader, at=LATER)
    disposing.refuse_disposal(
        disposal=proposed, reason="Còn vụ việc đang giải quyết", by=cast.leader, at=LATER
    )
    with pytest.raises(disposing.DecidedAlready):
        approve(proposed, cast.leader)
    assert is_there(link.stored)
    assert disposing.propose_disposal(agency=cast.agency, by=cast.clerk, at=LATER).items.count()


def test_checks_and_backups_go_on_without_what_was_erased(cast, proposed, link, capsys, tmp_path):
    approve(proposed, cast.leader)
    dispose(proposed.pk)
    call_command("check_evidence")
    assert "hết thời hạn" not in capsys.readouterr().out
    assert save_backup(path=tmp_path / "a.cchc", passphrase="mot cum tu dai", at=LATER)


def test_the_act_goes_through_its_pages_and_is_printed(client, cast, link, in_2032):
    client.force_login(cast.clerk)
    page = client.get("/files/disposals/").content.decode()
    assert "tệp đã hết thời hạn lưu trữ" in page
    client.post("/files/disposals/", {"agency": str(cast.agency.uid)})
    made = Disposal.objects.get()
    address = f"/files/disposals/{made.uid}/"
    text = client.get(address).content.decode()
    assert "Bạn lập danh mục này nên không tự ghi nhận quyết định." in text
    assert client.post(address, {"act": "approve"}).status_code == 404

    client.force_login(cast.leader)
    sent = {"submit_token": new_token(), "act": "approve", "number": "7/QĐ-SKHCN"}
    assert client.post(address, sent).status_code == 422
    sent |= {"submit_token": new_token(), "issued_on": f"{clock.today():%d/%m/%Y}"}
    client.post(address, sent)
    dispose(made.pk)
    assert "Đã tiêu hủy" in client.get(address).content.decode()
    word = WordFile(io.BytesIO(client.get(f"{address}list.docx").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert link.stored.sha256 in cells
    assert any("Hồ sơ 01.CCHC" in cell for cell in cells)
    client.force_login(cast.minh)
    assert client.get(f"/files/result/{link.uid}/").status_code == 404
    assert "Tệp đã tiêu hủy ngày" in client.get(f"/files/result/{link.uid}/view/").content.decode()


def test_whoever_neither_keeps_documents_nor_decides_sees_no_act(client, cast, proposed):
    for who in ("minh", "lan", "outsider"):
        client.force_login(getattr(cast, who))
        assert client.get(f"/files/disposals/{proposed.uid}/").status_code == 404
        assert client.get(f"/files/disposals/{proposed.uid}/list.docx").status_code == 404


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "approved"},
        {"decided_by": "clerk", "decided_at": LATER, "state": "refused", "reason": "x"},
        {"decided_by": "leader", "decided_at": LATER, "state": "done"},
        {"decided_by": "leader", "decided_at": LATER, "state": "refused"},
    ],
)
def test_the_database_refuses_impossible_acts(cast, proposed, impossible):
    values = {
        name: getattr(cast, value) if name == "decided_by" else value
        for name, value in impossible.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=proposed.pk).update(**values)
