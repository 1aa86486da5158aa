"""The wording that NĐ 30/2020 asks for."""

from dataclasses import replace
from datetime import date

import pytest

from cchc.publishing import layout
from cchc.publishing.document import Appendix, Heading
from tests.publishing.papers import LETTER, OPEN_PLAN, PLAN


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, words):
    assert layout.date_in_words(day, 2026) == words


def test_a_date_in_figures_takes_the_same_zeros():
    assert layout.date_in_figures(date(2026, 3, 3)) == "03/3/2026"
    assert layout.date_in_figures(date(2026, 1, 15)) == "15/01/2026"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("5", "Số: 05/KH-SKHCN"),
        ("05", "Số: 05/KH-SKHCN"),
        ("412", "Số: 412/KH-SKHCN"),
        ("12a", "Số: 12a/KH-SKHCN"),
    ],
)
def test_numbers_below_ten_take_a_zero(number, line):
    assert layout.number_line(replace(PLAN, number=number)) == line


def test_an_open_number_leaves_room_that_does_not_break():
    line = layout.number_line(OPEN_PLAN)
    assert line.split() == ["Số:", "/KH-SKHCN"]
    assert layout.NO_BREAK * 6 in line


def test_an_open_date_keeps_its_year_and_place():
    line = layout.date_line(OPEN_PLAN)
    assert line.split() == ["Lam", "Sơn,", "ngày", "tháng", "năm", "2026"]


def test_a_number_as_written_is_parted_at_its_stroke():
    assert layout.split_number("412/KH-SYT") == ("412", "KH-SYT")
    assert layout.split_number("/KH-SKHCN") == (None, "KH-SKHCN")


def test_the_line_under_an_appendix_title_names_the_plan():
    assert layout.attached_to(PLAN) == (
        "(Kèm theo Kế hoạch số 05/KH-SKHCN ngày 05 tháng 01 năm 2026 của Sở Khoa học và Công nghệ)"
    )


def test_a_name_parted_for_the_letterhead_is_whole_in_the_text():
    parted = replace(PLAN, issuer="Sở Khoa học\nvà Công nghệ")
    assert layout.attached_to(parted).endswith("của Sở Khoa học và Công nghệ)")


def test_the_line_under_the_appendix_of_a_letter_says_letter():
    assert layout.attached_to(LETTER, issuer="Sở").startswith("(Kèm theo Công văn số 05/SKHCN-VP")


def test_only_several_appendices_are_numbered():
    assert layout.appendix_label(Appendix("Bảng", ())) == "Phụ lục"
    assert layout.appendix_label(Appendix("Bảng", (), number="II")) == "Phụ lục II"


def test_recipients_end_with_semicolons_and_the_last_with_a_full_stop():
    lines = layout.listed(("UBND tỉnh", "- Sở Nội vụ;", "Lưu: VT."))
    assert lines == ("- UBND tỉnh;", "- Sở Nội vụ;", "- Lưu: VT.")
    assert layout.listed(("", " - ")) == ()


def test_legal_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    lines = layout.preamble_lines(("Căn cứ A.", "Căn cứ B;", "Cơ quan ban hành như sau:"))
    assert lines == ("Căn cứ A;", "Căn cứ B;", "Cơ quan ban hành như sau:")
    assert layout.preamble_lines(("Căn cứ A;",)) == ("Căn cứ A.",)


def test_only_sections_are_in_capitals():
    assert layout.heading_text(Heading(1, "I.", "Nhiệm vụ")) == "NHIỆM VỤ"
    assert layout.heading_text(Heading(2, "1.", "Cải cách")) == "Cải cách"


def test_a_letter_has_its_subject_under_the_number():
    assert layout.subject_of_letter(LETTER) == "V/v báo cáo tiến độ quý I"
    assert layout.subject_of_letter(PLAN) is None


def test_control_characters_are_dropped_and_line_breaks_kept():
    assert layout.printable("a\x00b\x0bc\ud800\r\nd\te") == "abc\nd\te"
