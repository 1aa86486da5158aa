"""Texts become syllables that know their place; what means the same becomes one form."""

import pytest

from cchc.plans.rules.comparing.settings import table
from cchc.plans.rules.comparing.words import (
    grams_of,
    plain,
    spans_of,
    without_edges,
    words_of,
    years_in,
)


def test_an_abbreviation_is_its_full_form_at_its_own_place():
    text = "Rà soát TTHC nội bộ"
    words = words_of(text)

    assert [word.folded for word in words] == [
        "ra",
        "soat",
        "thu",
        "tuc",
        "hanh",
        "chinh",
        "noi",
        "bo",
    ]
    assert {text[slice(*word.span)] for word in words[2:6]} == {"TTHC"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kế hoạch CCHC năm 2025", "kế hoạch cải cách hành chính năm 2026"),
        ("Tập huấn về CNTT", "Bồi dưỡng về công nghệ thông tin"),
        ("UBND xã, HĐND xã", "Ủy ban nhân dân xã; Hội đồng nhân dân xã"),
        ("Quý I/2025", "Quý I/2026"),
    ],
)
def test_forms_that_mean_the_same_are_plain_alike(one, other):
    assert plain(one) == plain(other)


def test_a_syllable_alone_keeps_its_accents_while_longer_runs_do_without():
    one, other = (grams_of(words_of(text), 3) for text in ("thể thao", "the thao"))

    assert one.keys() & other.keys() == {("the", "thao")} | {("thao",)}


def test_every_form_of_the_table_is_as_long_folded_as_written():
    for meant, forms in table()["same"].items():
        assert plain(meant) == plain(forms[0])


def test_joining_words_at_the_edge_of_a_run_are_not_marked():
    words = words_of("Kiểm tra của các trạm tại chợ")

    assert without_edges(words, [0, 1, 2, 3, 5]) == [0, 1]
    assert without_edges(words, [2, 3, 4]) == [4]
    assert without_edges(words, [0, 1, 2, 3, 4]) == [0, 1, 2, 3, 4]


def test_what_differs_in_a_word_is_not_plain_alike():
    assert plain("Quý I năm 2026") != plain("Quý II năm 2026")


def test_years_are_known_but_do_not_count_as_words():
    assert years_in("Kế hoạch năm 2026, 2027; số 20261") == {"2026", "2027"}
    assert plain("Kế hoạch năm 2026") == "ke hoach"


def test_no_run_crosses_a_mark():
    grams = grams_of(words_of("Rà soát, đơn giản hóa"), 3)

    assert ("don", "gian", "hoa") in grams
    assert ("soat", "don") not in grams


def test_a_syllable_is_quiet_only_inside_a_quiet_word():
    words = words_of("Ban hành văn bản")

    assert [word.sign for word in words] == ["·ban", "·hanh", "van", "ban"]


def test_neighbouring_places_are_marked_as_one():
    text = "Số hóa hồ sơ, kết quả"
    words = words_of(text)

    assert [text[slice(*span)] for span in spans_of(words, [0, 1, 2, 3, 4])] == [
        "Số hóa hồ sơ",
        "kết",
    ]


@pytest.mark.parametrize("text", ["", " ", "...", "2026", "năm 2026"])
def test_a_text_without_words_gives_none(text):
    assert words_of(text) == ()


def test_a_very_long_text_is_read_in_part():
    assert len(words_of("rà soát " * 5_000)) == 1_000
