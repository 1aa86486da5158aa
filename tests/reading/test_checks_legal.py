"""What a plan cites, judged on the plan's own day and within its year."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from cchc.core.text import fold
from cchc.reading import read_blocks
from cchc.reading.checks.citations import citations_in, is_another_title
from cchc.reading.checks.known import KnownText, Library, shipped, shipped_library
from cchc.reading.draft import Finding
from cchc.reading.inputs.text import read_text

PLAN = (
    "Số: 5/KH-SYT\n\nLam Sơn, {day}\n\nKẾ HOẠCH\nCải cách hành chính năm 2025\n\nI. NHIỆM VỤ\n\n1. Cải cách thể chế\n\n"
    "a) Triển khai {cited}.\n\n- Đơn vị chủ trì: Văn phòng Sở\n- Sản phẩm: Báo cáo\n- Thời gian: Quý I\n"
)
ONE_STOP = "Nghị định số 61/2018/NĐ-CP"


def told(cited: str, day: str) -> list[Finding]:
    text = PLAN.format(cited=cited, day=day)
    return [one for one in read_blocks([read_text(text)]).findings if "basis" in one.code]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("ngày 26 tháng 12 năm 2024", "basis-expiring"),
        ("ngày 30 tháng 6 năm 2025", "basis-expiring"),
        ("ngày 01 tháng 7 năm 2025", "basis-expired"),
        ("ngày tháng năm 2025", "basis-expiring"),
    ],
)
def test_it_is_judged_on_the_plans_own_day_else_on_the_first_of_its_year(
    day: str, code: str
) -> None:
    assert [one.code for one in told(ONE_STOP, day)] == [code]


def test_what_one_document_replaced_is_one_finding_with_all_its_places() -> None:
    text = PLAN.format(
        cited="Nghị định số 61/2018/NĐ-CP và 107/2021/NĐ-CP", day="ngày 02 tháng 01 năm 2025"
    )
    text += "\nb) Thực hiện Nghị định 107/2021/NĐ-CP.\n- Đơn vị chủ trì: Văn phòng Sở\n"
    [finding] = [one for one in read_blocks([read_text(text)]).findings if "basis" in one.code]
    assert finding.path == "I.1.a"
    assert "Nghị định 61/2018/NĐ-CP; Nghị định 107/2021/NĐ-CP sẽ hết hiệu lực" in finding.message
    assert "từ 01/07/2025, thay thế bởi Nghị định 118/2025/NĐ-CP" in finding.message
    assert "còn dẫn ở I.1.b" in finding.message


def test_what_is_not_confirmed_is_a_note_to_compare() -> None:
    [finding] = told("Nghị định số 34/2016/NĐ-CP", "ngày 02 tháng 6 năm 2025")
    assert (finding.code, finding.severity) == ("basis-expired", "note")
    assert "Cần đối chiếu văn bản" in finding.message


def test_a_document_named_as_the_old_one_is_no_basis() -> None:
    assert (
        told("Nghị định mới thay thế Nghị định số 61/2018/NĐ-CP", "ngày 02 tháng 9 năm 2025") == []
    )


def test_a_law_is_known_by_name_and_year() -> None:
    [finding] = told(
        "Luật Ban hành văn bản quy phạm pháp luật năm 2015", "ngày 02 tháng 6 năm 2025"
    )
    assert (finding.code, finding.severity) == ("basis-expired", "warning")
    assert (
        told("Luật Ban hành văn bản quy phạm pháp luật năm 2025", "ngày 02 tháng 6 năm 2025") == []
    )


def test_a_number_without_a_year_is_told_apart_by_the_date_cited() -> None:
    texts = [KnownText("Quyết định", "06/QĐ-TTg", "phê duyệt Đề án", date(2022, 1, 6))]
    library = Library(texts)
    found = [one.text for one in citations_in("Quyết định số 6/QĐ-TTg ngày 06/01/2022", library)]
    assert found == texts
    assert not list(citations_in("Quyết định số 6/QĐ-TTg ngày 06/01/2023", library))
    assert not list(citations_in("Quyết định số 6/QĐ-TTg", library))


@pytest.mark.parametrize(
    ("cited", "is_another"),
    [
        ("về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết TTHC", False),
        ("về cơ chế một cửa", False),
        ("quy định về chế độ báo cáo của cơ quan hành chính", True),
        ("về công tác", False),
    ],
)
def test_a_shortened_title_is_still_that_title(cited: str, is_another: bool) -> None:
    known = "về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính"
    assert is_another_title(cited, known) is is_another


def test_every_shipped_document_has_a_source_and_is_found_by_its_own_citation() -> None:
    for row in shipped():
        text = row.text
        assert row.source
        assert text.issued_on
        cited = f"{text.name} ngày {text.issued_on:%d/%m/%Y}"
        assert [one.text for one in citations_in(cited, shipped_library())] == [text]
        assert text.in_force_to is None or text.in_force_to > text.issued_on


def test_a_shipped_title_is_its_own_title() -> None:
    assert not any(is_another_title(row.text.title, row.text.title) for row in shipped())


def test_words_of_the_checks_are_given_once() -> None:
    data = tomllib.loads((files("cchc.reading") / "data" / "checks.toml").read_text("utf-8"))
    for words in (data["vague"]["products"], data["task"]["verbs"], data["other_year"]["around"]):
        assert len(set(map(fold, words))) == len(words)
