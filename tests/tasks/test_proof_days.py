"""Case 30: proof says when its document was dated, signed and uploaded, and is marked when it comes too late."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cchc.core import clock
from cchc.documents import services as documents
from cchc.evidence.models import Examination, Signature, Verdict
from cchc.evidence.rules import dated_after
from cchc.tasks.models import ResultEvidence
from cchc.tasks.selectors.proof import document_day, year_end
from cchc.tasks.services.proving import NewEvidence, add_evidence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

YEAR_END = date(2026, 12, 31)
SIGNED_IN_TIME = datetime(2026, 12, 31, 23, 59, tzinfo=clock.VIETNAM)
SIGNED_AFTER = datetime(2027, 1, 1, 0, 1, tzinfo=clock.VIETNAM)
UPLOADED = datetime(2027, 1, 5, 9, 0, tzinfo=clock.VIETNAM)
SCAN = NewEvidence(
    "quyet-dinh.pdf", [b"%PDF-1.4 quyet dinh"], "application/pdf", document_number="99/QĐ-SKHCN"
)
TOO_LATE = "ngoài năm của nhiệm vụ"


@pytest.mark.parametrize(
    ("document_on", "signed_on", "found"),
    [
        (YEAR_END, [YEAR_END], ()),
        (date(2027, 1, 1), [YEAR_END], ("document",)),
        (YEAR_END, [YEAR_END, date(2027, 1, 1)], ("signature",)),
        (date(2027, 1, 1), [date(2027, 1, 1)], ("document", "signature")),
        (None, [None], ()),
    ],
)
def test_the_last_day_of_the_year_is_still_within_it(document_on, signed_on, found):
    assert dated_after(YEAR_END, document_on, signed_on) == found
    assert dated_after(None, document_on, signed_on) == ()


def test_the_year_of_a_plan_for_half_a_year_ends_in_december(cast):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 6, 20))])
    task.ends_on = date(2026, 6, 30)
    assert year_end(task) == YEAR_END


def test_the_day_of_a_result_is_that_of_a_document_only_where_the_result_is_one(cast):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(YEAR_END)])
    row, photo = task.occurrences.get(), ResultEvidence(name="anh-chup.jpg")
    row.delivered_on = date(2027, 1, 10)
    assert document_day(photo, row) is None
    row.document_number = "99/QĐ-SKHCN"
    assert document_day(photo, row) == date(2027, 1, 10)


@pytest.fixture
def proved(cast):
    """A result of 31/12/2026 with a file that was uploaded in January, its document's day and signature as given."""

    def make(document_on, signed_at=None, stamped_at=None):
        row = p.write_one(
            p.make_plan(cast), [cast.division], times=[p.due(YEAR_END)]
        ).occurrences.get()
        record_fact(
            occurrence=row, result=Result(delivered_on=YEAR_END), by=cast.minh, at=UPLOADED, seen=1
        )
        link = add_evidence(
            occurrence=row, new=replace(SCAN, document_on=document_on), by=cast.minh, at=UPLOADED
        )
        Examination.objects.create(
            stored=link.stored, examined_at=UPLOADED, text=Examination.Text.NONE, pages=0,
            verdict=Verdict.UNVERIFIED if signed_at else "",
        )  # fmt: skip
        if signed_at:
            Signature.objects.create(
                stored=link.stored, position=0, verdict=Verdict.UNVERIFIED, name="Nguyễn Văn A",
                signed_at=signed_at, stamped_at=stamped_at, checked_at=UPLOADED,
            )  # fmt: skip
        return row, link

    return make


@pytest.fixture
def pages(client, cast, settings):
    """The page of the task, of the judgement and of the file, as whoever judges sees them."""
    settings.CCHC_TODAY = date(2027, 1, 6)

    def look(row, link):
        client.force_login(cast.coordinator)
        addresses = (
            f"/tasks/{row.task.uid}/",
            f"/tasks/occurrences/{row.uid}/judge/",
            f"/files/result/{link.uid}/view/",
        )
        return [" ".join(client.get(each).content.decode().split()) for each in addresses]

    return look


def test_all_three_days_stand_beside_the_proof(proved, pages):
    task, judge, file = pages(*proved(date(2026, 12, 30), SIGNED_IN_TIME))
    for page in (task, judge):
        assert "văn bản 30/12/2026" in page
        assert "ký 23:59 31/12/2026" in page
        assert "tải lên 09:00 05/01/2027" in page
    for words in ("30/12/2026", "23:59 31/12/2026", "09:00 05/01/2027"):
        assert words in file


def test_what_is_only_uploaded_after_the_year_is_not_marked(proved, pages):
    for page in pages(*proved(date(2026, 12, 30), SIGNED_IN_TIME)):
        assert TOO_LATE not in page


@pytest.mark.parametrize(
    ("document_on", "signed_at", "stamped_at", "says"),
    [
        (date(2027, 1, 2), None, None, "Ngày văn bản sau 31/12/2026"),
        (date(2026, 12, 30), SIGNED_AFTER, None, "Ký sau 31/12/2026"),
        (date(2026, 12, 30), SIGNED_IN_TIME, SIGNED_AFTER, "Ký sau 31/12/2026"),
        (date(2027, 1, 2), SIGNED_AFTER, None, "Văn bản và chữ ký đều sau 31/12/2026"),
    ],
)
def test_a_document_or_a_signature_after_the_tasks_year_is_marked_wherever_it_is_judged(
    proved, pages, document_on, signed_at, stamped_at, says
):
    for page in pages(*proved(document_on, signed_at, stamped_at)):
        assert f"{says}, {TOO_LATE}" in page


def test_a_document_that_is_no_proof_of_a_task_has_no_year(client, cast, at):
    document = documents.create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=at
    )
    link = documents.attach_file(
        document=document, role="source", name="a.pdf", chunks=[b"%PDF-1.4"],
        media_type="application/pdf", by=cast.coordinator, at=at,
    )  # fmt: skip
    client.force_login(cast.lan)
    assert TOO_LATE not in client.get(f"/files/document/{link.uid}/view/").content.decode()
