"""Last year's tasks in this year's plan: carried, changed, dropped, new, each pair once."""

from cchc.plans.rules.comparing.compare import follow
from cchc.plans.rules.comparing.lines import Decided
from tests.plans.comparing.tasks import task

BEFORE = [
    task("1", "Rà soát thủ tục cấp giấy phép khám bệnh", lead=["Phòng Y"]),
    task("2", "Rà soát thủ tục cấp chứng chỉ dược", lead=["Phòng Dược"]),
    task("3", "Luân chuyển bác sĩ về cơ sở"),
    task("4", "Báo cáo năm 2025"),
]
AFTER = [
    task("a", "Rà soát thủ tục cấp chứng chỉ dược", lead=["Phòng Dược"]),
    task("b", "Rà soát thủ tục cấp giấy phép khám bệnh", lead=["Thanh tra Sở"]),
    task("c", "Liên thông giấy khám sức khỏe"),
    task("d", "Báo cáo năm 2026"),
]


def told(comparison):
    return [
        (line.theirs and line.theirs.key, line.ours and line.ours.key, line.outcome)
        for line in comparison.lines
    ]


def test_every_task_of_both_years_stands_in_one_line():
    assert told(follow(BEFORE, AFTER)) == [
        ("1", "b", "changed"),
        ("2", "a", "carried"),
        ("3", None, "dropped"),
        ("4", "d", "carried"),
        (None, "c", "new"),
    ]


def test_what_changed_is_named():
    assert [change.field for change in follow(BEFORE, AFTER).lines[0].changes] == ["lead"]


def test_equal_wording_is_paired_in_order():
    twice = [task("1", "Báo cáo"), task("2", "Báo cáo")]

    assert told(
        follow(twice, [task("x", "Báo cáo"), task("y", "Báo cáo"), task("z", "Báo cáo")])
    ) == [
        ("1", "x", "carried"),
        ("2", "y", "carried"),
        (None, "z", "new"),
    ]


def test_a_decided_pair_is_taken_from_the_rest():
    decided = Decided("3", BEFORE[2].text, "paired", "a", AFTER[0].text)

    found = follow(BEFORE, AFTER, decisions=[decided])

    assert ("3", "a", "changed") in told(found)
    assert ("2", None, "dropped") in told(found)
    assert [key for key, _ours, _outcome in told(found)][:4] == ["1", "2", "3", "4"]


def test_a_rejected_pair_leaves_one_dropped_and_one_new():
    found = follow(BEFORE, AFTER, decisions=[Decided("2", BEFORE[1].text, "absent")])

    assert ("2", None, "dropped") in told(found)
    assert (None, "a", "new") in told(found)


def test_two_near_repeats_are_never_called_certain_unless_the_words_are_equal():
    before = [task("1", "Kiểm tra bệnh viện tuyến tỉnh đợt một")]
    after = [
        task("a", "Kiểm tra bệnh viện tuyến tỉnh đợt hai"),
        task("b", "Kiểm tra bệnh viện tuyến tỉnh đợt ba"),
    ]

    line = follow(before, after).lines[0]

    assert line.certainty == "maybe"
    assert [rival.place for rival in line.rivals] == [1]


def test_empty_years_are_no_fault():
    assert told(follow([], AFTER[:1])) == [(None, "a", "new")]
    assert told(follow(BEFORE[:1], [])) == [("1", None, "dropped")]
