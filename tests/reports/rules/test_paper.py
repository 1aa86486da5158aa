"""From snapshot to paper: tables keep the three things apart, and no printed number is absent from the snapshot."""

import re
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings

from cchc.publishing.report import ReportHead, ReportPaper, report_document
from cchc.publishing.word import write_docx
from cchc.reports.rules.brief import NUMBERS, SENTENCES, brief
from cchc.reports.rules.paper import in_table, parts_of, statistics_of
from cchc.reports.rules.prose import draft, text
from cchc.reports.rules.snapshot import DENOMINATOR, NUMERATOR
from tests.factories.patience import PATIENT
from tests.reports.rules.test_forms import PERIODIC
from tests.reports.rules.test_prose import facts, facts_of, figure, snapshot

FORM = next(form for form in PERIODIC if form.code == "periodic-department")


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"code": "CDDH.01", "n": "5"}, "5"),
        ({"code": "CDDH.01", "n": "0"}, "0"),
        ({"code": "CDDH.01"}, ""),
        ({"code": "CDDH.01", "not_arising": True}, "Không phát sinh"),
        ({"code": "TTHC.07", "n": "1", "of": "2"}, "50,00"),
        ({"code": "TTHC.07", "n": "99999", "of": "100000"}, "99,999"),
        ({"code": "TTHC.07", "n": "0", "of": "0"}, "Không tính"),
        ({"code": "TTHC.05", "n": "12345"}, "12.345"),
    ],
)
def test_a_cell_says_which_of_the_four_it_is(row, cell):
    assert in_table(figure(row)) == cell


def test_the_statistics_annex_follows_the_form_and_says_parts_scope_and_stage():
    taken = snapshot(
        [
            figure({"code": "CDDH.05", "n": "4", "of": "10", "estimate": True}),
            figure({"code": "TTHC.05", "n": "7", "scope": "province", "missing": ["Phòng A"]}),
        ]
    )
    annex = statistics_of(FORM.annexes[0], taken)
    rows = [row for block in annex.blocks for row in block.rows]
    assert [(row.printed, row.remark, row.stage, row.scope) for row in rows] == [
        ("40,0 (ước)", "4/10", "Ước", "Của cơ quan"),
        ("7", "Chưa gồm: Phòng A", "Chính thức", "Toàn tỉnh"),
    ]


def test_the_leaders_page_holds_ten_numbers_and_five_sentences_at_most():
    rows = [{"code": f"TTHC.{n:02d}", "n": "3", "of": "4"} for n in (3, 6, 7, 9, 10, 11, 12)]
    rows += [{"code": f"CDDH.{n:02d}", "n": "3"} for n in (1, 4, 8, 9, 10, 11)]
    case = {
        "figures": rows,
        "tasks": [
            {"area": "all", "total": 15, "done": 12},
            {"area": "finance", "name": "Tài chính", "total": 4, "done": 1},
        ],
        "obstacles": {"total": 2, "settled": 1, "open": 1},
    }
    earlier = {
        "tasks": [{"area": "all", "total": 10, "done": 7}],
        "figures": [{"code": "TTHC.07", "n": "3", "of": "5"}],
    }
    page = brief(snapshot(facts_of(case)), snapshot(facts_of(earlier)))

    assert len(page.numbers) == NUMBERS == 10
    assert len(page.sentences) == SENTENCES == 5
    first = page.numbers[0]
    assert (first.figure, first.parts, first.trend, first.before) == ("80%", "12/15", "up", "70%")
    said = [text(sentence) for sentence in page.sentences]
    assert said[0].startswith("Trong kỳ, Sở đã hoàn thành 12/15 nhiệm vụ (80%)")
    assert said[1].startswith("Về tài chính, trong kỳ Sở đã hoàn thành 01/04")
    assert "tăng so với kỳ trước (60%)" in said[2]
    assert said[3].startswith("Trong kỳ, các đơn vị phản ánh 02 khó khăn")


def test_where_every_area_is_done_none_is_called_the_weakest():
    area = {"area": "finance", "name": "Tài chính", "total": 4, "done": 4}
    case = {"tasks": [{"area": "all", "total": 4, "done": 4}, area]}
    assert len(brief(snapshot(facts_of(case))).sentences) == 1


def test_nothing_known_makes_an_empty_page_not_a_page_of_zeros():
    assert brief(snapshot([])).numbers == ()
    assert brief(snapshot([])).sentences == ()


@PATIENT
@given(facts())
def test_the_leaders_page_never_holds_more_nor_an_unknown_figure(case):
    taken = snapshot(facts_of(case))
    page = brief(taken)
    assert len(page.numbers) <= NUMBERS
    assert len(page.sentences) <= SENTENCES
    assert all(number.figure == taken.shown(number.key) for number in page.numbers)


NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def figures_known(taken):
    """Every number the snapshot knows, as text and as tables write it."""
    known = set()
    for fact in taken.facts:
        for key in (fact.key, fact.key + NUMERATOR, fact.key + DENOMINATOR):
            known.update(NUMBER.findall(taken.shown(key) or ""))
        known.update(NUMBER.findall(in_table(fact)))
    return known | {number.lstrip("0") or "0" for number in known}


@settings(PATIENT, max_examples=15)
@given(facts())
def test_every_number_of_the_exported_word_file_is_in_the_snapshot(case):
    taken = snapshot(facts_of(case))
    head = ReportHead(
        issuer="Sở", symbol="BC-S", place="Lam Sơn", subject="Kết quả", period="",
        window_from=taken.window_from, window_to=taken.window_to, issuer_in_text="Sở",
    )  # fmt: skip
    drafted = {
        section.code: [text(sentence) for sentence in draft(section, taken)]
        for section in FORM.sections
    }
    paper = ReportPaper(
        head,
        parts_of(FORM, drafted),
        (statistics_of(FORM.annexes[0], taken),),
        opening="",
        closing="",
    )
    word = docx.Document(BytesIO(write_docx(report_document(paper))))

    known = figures_known(taken)
    lines = [p.text for p in word.paragraphs if p.style.name == "Nội dung"]
    assert lines == [line for section in FORM.sections for line in drafted[section.code]]
    for line in lines:
        bare = re.sub(r"\d\d/\d{1,2}/\d{4}", "", line)
        assert set(NUMBER.findall(bare)) <= known, line
    for row in word.tables[-1].rows[1:]:
        cells = [cell.text for cell in row.cells]
        if cells[0].isdecimal():
            told = NUMBER.findall(f"{cells[3]} {cells[4].replace('/', ' / ')}")
            assert set(told) <= known, cells
