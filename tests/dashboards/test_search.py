"""One search over tasks, documents and files: accents do not matter, and nobody finds what he may not open."""

import itertools

import pytest

from cchc.documents import services as documents
from cchc.evidence.models import FilePart
from cchc.evidence.rules import snippet
from cchc.evidence.services import examining
from cchc.tasks.access import proof_file, visible_proof
from cchc.tasks.models import ResultEvidence
from cchc.tasks.services.confirming import confirm_result
from cchc.tasks.services.proving import NewEvidence, add_evidence, remove_evidence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.queries import assert_constant_queries

TEXT = "Sở báo cáo: đã ban hành Quy chế tiếp công dân năm 2026, có 12 điều."
_numbers = itertools.count()


def prove(row, by, at, text=TEXT):
    """A file with this text as proof of a result."""
    content = f"{text} ({next(_numbers)})".encode()
    new = NewEvidence(name="bao-cao.txt", chunks=[content], media_type="text/plain")
    link = add_evidence(occurrence=row, new=new, by=by, at=at)
    examining.examine(stored=link.stored, at=at)
    return link


@pytest.fixture
def task(cast):
    return p.write_one(p.make_plan(cast), [cast.division], times=[p.every("annual")])


def found(client, who, words):
    client.force_login(who)
    return client.get("/search/", {"q": words}).content.decode()


@pytest.mark.parametrize("words", ["ban hành quy chế", "BAN HANH QUY CHE", "quy che tiep cong d"])
def test_text_inside_a_file_is_found_with_and_without_accents(client, cast, task, at, words):
    prove(task.occurrences.get(), cast.minh, at)
    page = found(client, cast.minh, words)
    assert "Nội dung tệp" in page
    assert "bao-cao.txt" in page
    assert "<mark>" in page


def test_tasks_and_documents_are_found_beside_the_files(client, cast, task, at):
    documents.create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch số hóa", by=cast.coordinator, at=at
    )
    page = found(client, cast.lan, "ke hoach")
    assert f"/tasks/{task.uid}/" in page
    assert "Kế hoạch số hóa" in page
    assert "Kế hoạch số hóa" not in found(client, cast.stranger, "ke hoach")
    assert "Không tìm thấy" in found(client, cast.lan, "không hề có")
    assert "Tìm trong nhiệm vụ" in found(client, cast.lan, "")
    assert "Không tìm thấy" in found(client, cast.lan, "…%%%")


def test_proof_that_is_not_confirmed_is_found_by_those_who_may_open_it_alone(
    client, cast, task, at
):
    row = task.occurrences.get()
    prove(row, cast.minh, at)
    for person, sees in [
        (cast.minh, True), (cast.head, True), (cast.coordinator, True), (cast.leader, True),
        (cast.lan, False), (cast.clerk, False), (cast.stranger, False), (cast.outsider, False),
        (cast.administrator, False),
    ]:  # fmt: skip
        assert ("bao-cao.txt" in found(client, person, "ban hành quy chế")) is sees, person
    record_fact(
        occurrence=row, result=Result(delivered_on=at.date()), by=cast.minh, at=at, seen=row.version
    )
    confirm_result(occurrence=row, by=cast.leader, at=at, seen=row.version + 1)
    assert "bao-cao.txt" in found(client, cast.lan, "ban hành quy chế")
    assert "bao-cao.txt" not in found(client, cast.stranger, "ban hành quy chế")


def test_the_search_sees_exactly_what_the_door_of_files_lets_out(cast, at):
    """Every person of the cast against every link: units that lead, help, share, and the office's own work."""
    plan = p.make_plan(cast)
    shapes = [
        ([cast.division], [cast.centre]), ([cast.office], []), ([cast.centre, cast.division], []),
        ([cast.sub_department], [cast.office]), ([], [cast.division]),
    ]  # fmt: skip
    for leads, coordinating in shapes:
        task = p.write_one(plan, leads, coordinating=coordinating, times=[p.every("quarterly")])
        for number, row in enumerate(task.occurrences.order_by("pk")):
            prove(row, cast.coordinator, at)
            if number == 0:
                record_fact(
                    occurrence=row, result=Result(delivered_on=at.date()), by=cast.coordinator,
                    at=at, seen=row.version,
                )  # fmt: skip
    links = list(ResultEvidence.objects.all())
    assert len(links) > 6
    told = set()
    for person in (
        cast.lan, cast.minh, cast.head, cast.coordinator, cast.leader, cast.clerk, cast.administrator,
        cast.hoa, cast.stranger, cast.outsider,
    ):  # fmt: skip
        opened = {link.pk for link in links if proof_file(person, link.uid)}
        assert set(visible_proof(person).values_list("pk", flat=True)) == opened, person
        told.add(len(opened))
    assert len(told) > 2


def test_what_was_taken_out_is_not_found(client, cast, task, at):
    link = prove(task.occurrences.get(), cast.minh, at)
    remove_evidence(evidence=link, by=cast.minh, at=at)
    assert "bao-cao.txt" not in found(client, cast.minh, "ban hành quy chế")


def test_a_file_of_a_document_is_found_at_its_page(client, cast, at):
    document = documents.create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=at
    )
    link = documents.attach_file(
        document=document, role="source", name="ke-hoach.txt",
        chunks=[("mở đầu " * 800 + "đoạn cuối cùng").encode()], media_type="text/plain",
        by=cast.coordinator, at=at,
    )  # fmt: skip
    examining.examine(stored=link.stored, at=at)
    last = FilePart.objects.order_by("-number")[0].number
    assert last > 1
    assert f"/files/document/{link.uid}/view/?page={last}" in found(
        client, cast.lan, "doan cuoi cung"
    )


def test_the_search_asks_as_much_however_much_it_finds(client, cast, task, at):
    row = task.occurrences.get()
    prove(row, cast.minh, at)
    client.force_login(cast.minh)

    def grow():
        for _ in range(6):
            prove(row, cast.minh, at)
            p.write_one(task.plan, [cast.division], times=[p.every("annual")])

    assert assert_constant_queries(client, "/search/?q=ke+hoach", lambda: None) <= 12
    assert assert_constant_queries(client, "/search/?q=ban+hanh+quy+che", grow) <= 12


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Ban hành Quy chế.", ["quy", "che"], ("Ban hành ", "Quy chế", ".")),
        ("Số 19/KH-UBND ngày", ["19", "kh", "ub"], ("Số ", "19/KH-UBND", " ngày")),
        ("không có", ["quy"], ("", "", "không có")),
        (f"{'a ' * 90}Quy chế{' b' * 90}", ["quy", "che"], None),
    ],
)
def test_the_words_are_shown_as_they_stand(text, words, shown):
    before, mark, after = snippet(text, words)
    if shown:
        assert (before, mark, after) == shown
    else:
        assert (before[:2], mark, after[-2:]) == ("… ", "Quy chế", " …")
        assert len(before) < 100
