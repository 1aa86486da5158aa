"""How alike two tasks are: rare words count, order of sides and rows does not, and the words are shown."""

import pytest

from cchc.plans.rules.comparing.likeness import Likeness, Side
from cchc.plans.rules.comparing.settings import measure_of
from cchc.reading import read_file
from tests.plans.comparing.agreement import cases, load
from tests.plans.comparing.tasks import task

MEASURE = measure_of("coverage")
PLAN = [
    task("1", "Rà soát, đơn giản hóa thủ tục hành chính", area="procedures"),
    task("2", "Kiểm tra công tác cải cách hành chính", area="steering"),
    task("3", "Báo cáo công tác cải cách hành chính", area="steering"),
    task("4", "Khảo sát mức độ hài lòng của người bệnh", area="procedures"),
]


def likeness(left, right):
    return Likeness(Side.of(left), Side.of(right), MEASURE)


def test_the_same_task_is_nearly_all_alike_and_a_stranger_is_not_there():
    row = likeness(PLAN, PLAN).row(3)

    assert row[3] > 90
    assert set(row) == {3}


def test_rare_words_count_for_more_than_those_of_every_task():
    plan = [
        task("1", "Tọa đàm hành chính"),
        task("2", "Khảo sát hành chính"),
        task("3", "Rà soát hành chính"),
        task("4", "Đánh giá hài lòng"),
    ]
    rare, common = task("a", "Đo lường hài lòng"), task("b", "Đo lường hành chính")

    assert likeness([rare], plan).row(0)[3] > likeness([common], plan).row(0)[2]


def test_the_order_of_sides_and_of_rows_changes_nothing():
    left, right = corpus()
    there = likeness(left, right)
    back = likeness(right, left)
    turned = likeness(left[::-1], right[::-1])

    for at in range(len(left)):
        for place, points in there.row(at).items():
            assert back.row(place)[at] == points
            assert turned.row(len(left) - 1 - at)[len(right) - 1 - place] == points


def test_the_same_area_brings_nearer_and_another_takes_away():
    text = "Rà soát thủ tục khám bệnh"
    points = [
        likeness([task("a", text, area=area)], PLAN).row(0).get(0, 0)
        for area in ("procedures", "", "finance")
    ]

    assert points == sorted(points, reverse=True)
    assert points[0] > points[1] > points[2]


def test_equal_products_bring_nearer_only_what_shares_words():
    ours = [task("1", "Khảo sát người bệnh", products=["Phiếu khảo sát nội trú"])]
    same = task("a", "Khảo sát sự hài lòng", products=["Phiếu khảo sát nội trú"])
    other = task("a", "Khảo sát sự hài lòng", products=["Tờ trình"])
    stranger = task("a", "Xây dựng trụ sở", products=["Phiếu khảo sát nội trú"])

    assert likeness([same], ours).row(0)[0] > likeness([other], ours).row(0)[0]
    assert likeness([stranger], ours).row(0) == {}


def test_plans_of_different_years_are_less_alike_when_coverage_is_asked():
    asked = [task("a", "Xây dựng Kế hoạch kiểm tra năm 2026")]
    same = likeness(asked, [task("1", "Xây dựng Kế hoạch kiểm tra năm 2026 của Sở")]).row(0)[0]
    next_year = likeness(asked, [task("1", "Xây dựng Kế hoạch kiểm tra năm 2027 của Sở")]).row(0)[0]

    assert next_year < same


def test_a_pair_is_explained_by_the_words_that_stand_in_both():
    left, right = corpus()
    found = likeness(left, right)
    seen = 0
    for at in range(len(left)):
        for place in found.row(at):
            shared = found.shared(at, place)
            seen += 1
            assert shared.left
            assert shared.right
            assert shared.phrases
            for spans, text in ((shared.left, left[at].text), (shared.right, right[place].text)):
                flat = [edge for span in spans for edge in span]
                assert flat == sorted(flat)
                assert flat[-1] <= len(text)
    assert seen > 30


def test_an_abbreviation_is_marked_as_the_words_it_stands_for():
    left = [task("a", "Đơn giản hóa TTHC")]
    shared = likeness(left, PLAN).shared(0, 0)

    assert shared.phrases == ("Đơn giản hóa TTHC",)
    assert PLAN[0].text[slice(*shared.right[-1])] == "đơn giản hóa thủ tục hành chính"


@pytest.mark.parametrize(("question", "points"), [("coverage", 58), ("years", 62)])
def test_the_worked_pair_of_the_documentation(question, points):
    left, right = [task("1", "Kiểm tra kỷ luật")], [task("a", "Kiểm tra kỷ cương")]

    found = Likeness(Side.of(left), Side.of(right), measure_of(question))

    assert found.row(0) == {0: points}


def test_nothing_is_like_an_empty_text():
    assert likeness([task("a", "")], PLAN).row(0) == {}
    assert likeness(PLAN, []).row(0) == {}


def corpus():
    case = next(path for path in cases() if path.parent.name == "tinh-so")
    names = load(case)
    return [read_file(case.parent / names[side]).tasks for side in ("theirs", "ours")]
