"""A paper shows no bare heading: an empty section is written, or left out by choice and the rest numbered again."""

import pytest

from cchc.reports.models import Report
from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.files import paper_of
from cchc.reports.services import refusals
from cchc.reports.services.writing import consolidate

pytestmark = pytest.mark.django_db

PROPOSALS = {"code": "III", "number": "III.", "title": "Kiến nghị, đề xuất", "level": 1,
             "kind": "narrative"}  # fmt: skip
BARE = {"code": "IV", "number": "IV.", "title": "Nội dung khác", "level": 1, "kind": "heading"}
OTHER = {"code": "IV.1", "number": "1.", "title": "Sáng kiến", "level": 2, "kind": "narrative"}
LAST = {"code": "V", "number": "V.", "title": "Phương hướng", "level": 1, "kind": "narrative"}


@pytest.fixture
def report_form(report_form):
    sections = [*report_form.outline["section"], PROPOSALS, BARE, OTHER, LAST]
    report_form.outline = {**report_form.outline, "section": sections}
    report_form.save()
    return report_form


def headings(report):
    return [(part.number, part.title) for part in paper_of(report, report.frozen).parts]


def words(report, code, at):
    rows = content_of(report, at)["texts"].get(code, [])
    return "".join(part for row in rows for part in row["parts"] if isinstance(part, str))


def test_an_empty_section_is_refused_by_name_until_the_office_decides(opened, give_all, submit):
    give_all()
    with pytest.raises(refusals.EmptySections, match=r"1\. Sáng kiến; V\. Phương hướng"):
        submit(opened, omits_empty=False)
    assert Report.objects.get().is_open


def test_left_out_sections_leave_no_gap_in_the_numbers(opened, give, submit):
    for part in opened.parts.select_related("unit", "report__period"):
        give(part, narrative={"V": "Tập trung rà soát thủ tục."})
    report = submit(opened)
    found = headings(report)
    assert ("IV.", "Phương hướng") in found
    assert not {"Nội dung khác", "Sáng kiến"} & {title for _, title in found}
    assert all(part.lines for part in paper_of(report, report.frozen).parts if part.level > 1)


def test_no_proposal_is_said_only_when_everybody_has_reported(
    cast, opened, give, give_all, part_of, at
):
    give(part_of(cast.office))
    consolidate(report=opened, by=cast.coordinator, at=at)
    assert words(opened, "III", at) == ""
    give_all()
    consolidate(report=opened, by=cast.coordinator, at=at)
    assert words(opened, "III", at) == "Trong kỳ, các đơn vị không nêu kiến nghị, đề xuất."


def test_a_proposal_takes_the_place_of_the_sentence(cast, opened, give, give_all, part_of, at):
    give(part_of(cast.office), narrative={"III": "Cấp thêm máy quét."})
    give_all()
    consolidate(report=opened, by=cast.coordinator, at=at)
    assert words(opened, "III", at) == "- Văn phòng Sở: Cấp thêm máy quét."
