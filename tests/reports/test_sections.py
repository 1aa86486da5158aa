"""The office writes: one button brings everything together, figures stay bound, nobody overwrites a colleague."""

import pytest

from cchc.core.errors import Stale
from cchc.reports.models import SectionText
from cchc.reports.rules.binding import as_text, rebind, unbound
from cchc.reports.rules.prose import Chip, Sentence, chips, from_json
from cchc.reports.selectors.content import live_basis
from cchc.reports.selectors.reports import parts_of
from cchc.reports.selectors.texts import states_of
from cchc.reports.services import refusals
from cchc.reports.services.writing import (
    consolidate,
    redraft_section,
    refresh_section,
    save_section,
)

DONE = Sentence(
    ("Trong kỳ, Sở đã hoàn thành ", Chip("task.all.done", "12"), "/", Chip("task.all.total", "15"),
     " nhiệm vụ.")
)  # fmt: skip


def keys_of(paragraphs):
    return [chip.key for chip in chips(paragraphs)]


def test_words_may_change_around_a_figure_and_it_stays_bound():
    edited = "Trong quý, Sở Khoa học đã hoàn thành 12/15 nhiệm vụ được giao."
    bound = rebind(edited, [DONE])
    assert as_text(bound) == edited
    assert keys_of(bound) == ["task.all.done", "task.all.total"]


def test_a_figure_that_was_changed_by_hand_is_bound_no_more():
    bound = rebind("Trong kỳ, Sở đã hoàn thành 13/15 nhiệm vụ.", [DONE])
    assert keys_of(bound) == ["task.all.total"]
    assert unbound(bound) == ("13",)


def test_a_typed_number_is_bound_only_where_one_fact_alone_shows_it():
    offered = [Chip("a", "1.254"), Chip("b", "37"), Chip("c", "37"), Chip("d", "5")]
    bound = rebind("Tiếp nhận 1.254 hồ sơ, 37 hồ sơ cũ, 5 hồ sơ trễ.", [], offered)
    assert keys_of(bound) == ["a"]
    assert unbound(bound) == ("37", "5")


def test_days_are_no_figures():
    before = [Sentence((Chip("a", "15"), " cuộc kiểm tra."))]
    bound = rebind("Từ ngày 15/12/2025 và ngày 14/3: 15 cuộc kiểm tra.", before, [Chip("a", "15")])
    assert keys_of(bound) == ["a"]
    assert unbound(bound) == ()


def test_dropping_the_first_of_two_alike_keeps_the_second_its_source():
    two = [
        Sentence(("Tiếp nhận ", Chip("in", "12"), " hồ sơ.")),
        Sentence(("Giải quyết ", Chip("out", "12"), " hồ sơ.")),
    ]
    assert keys_of(rebind("Giải quyết 12 hồ sơ.", two)) == ["out"]


def text_of(report, code):
    return SectionText.objects.get(report=report, code=code)


@pytest.fixture
def together(cast, at):
    return lambda report: consolidate(report=report, by=cast.coordinator, at=at)


@pytest.fixture
def keep(cast, at):
    def act(report, text, *, code="I.1", is_held=False, version=None):
        row = SectionText.objects.filter(report=report, code=code).first()
        seen = row.version if row and version is None else version or 0
        return save_section(
            report=report, code=code, text=text, is_held=is_held, version=seen,
            by=cast.coordinator, at=at,
        )  # fmt: skip

    return act


@pytest.mark.django_db
def test_one_button_brings_sentences_and_units_words_into_the_sections(
    opened, part_of, give, together, say, articles, cast
):
    say(articles, 12)
    give(part_of(cast.office), narrative={"I.1": "Đã mở 02 lớp tập huấn."})
    together(opened)
    text = as_text(from_json(text_of(opened, "I.1").paragraphs))
    assert "12 tin, bài" in text
    assert "- Văn phòng Sở: Đã mở 02 lớp tập huấn." in text
    assert cast.division.name in text


@pytest.mark.django_db
def test_an_edited_section_keeps_its_words_and_gets_todays_figures(
    opened, give_all, together, keep, say, articles
):
    say(articles, 12)
    give_all()
    together(opened)
    text = as_text(from_json(text_of(opened, "I.1").paragraphs))
    keep(opened, f"{text} Đây là lời của Văn phòng.")
    say(articles, 19)
    together(opened)
    fresh = as_text(from_json(text_of(opened, "I.1").paragraphs))
    assert "19 tin, bài" in fresh
    assert "Đây là lời của Văn phòng." in fresh


@pytest.mark.django_db
def test_a_held_section_keeps_its_figures_until_it_is_refreshed(
    opened, give_all, together, keep, say, articles, cast, at
):
    say(articles, 12)
    give_all()
    together(opened)
    text = as_text(from_json(text_of(opened, "I.1").paragraphs))
    keep(opened, f"{text} Giữ số.", is_held=True)
    say(articles, 19)
    together(opened)
    row = text_of(opened, "I.1")
    assert "12 tin, bài" in as_text(from_json(row.paragraphs))
    states = states_of(opened, live_basis(opened, parts_of(opened), at), parts_of(opened))
    (state,) = [each for each in states if each.section.code == "I.1"]
    assert Chip("indicator.CDDH.10", "19") in state.moved
    facts = {"report": opened, "code": "I.1", "by": cast.coordinator, "at": at}
    refresh_section(version=row.version, **facts)
    row = text_of(opened, "I.1")
    assert "19 tin, bài" in as_text(from_json(row.paragraphs))
    redraft_section(version=row.version, **facts)
    assert "Giữ số." not in as_text(from_json(text_of(opened, "I.1").paragraphs))


@pytest.mark.django_db
def test_the_slower_of_two_in_one_section_is_told_and_overwrites_nothing(opened, keep):
    keep(opened, "Lan viết", version=0)
    with pytest.raises(Stale):
        keep(opened, "Minh viết", version=0)
    keep(opened, "Lan viết tiếp", version=1)
    with pytest.raises(Stale):
        keep(opened, "Minh viết", version=1)
    assert as_text(from_json(text_of(opened, "I.1").paragraphs)) == "Lan viết tiếp"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["I", "không có"])
def test_headings_and_invented_sections_take_no_text(opened, keep, code):
    with pytest.raises(refusals.NoSuchSection):
        keep(opened, "x", code=code)
