"""Is the plan above covered: who is asked, what is proposed, and what a person decided."""

from cchc.plans.rules.comparing.compare import cover
from cchc.plans.rules.comparing.concerns import Us
from cchc.plans.rules.comparing.lines import Decided
from tests.plans.comparing.tasks import task

US = Us(("Sở Y tế",), "department")
ABOVE = [
    task("1", "Kiểm tra công tác cải cách hành chính", lead=["Các sở, ban, ngành"]),
    task("2", "Tự kiểm tra cải cách hành chính hằng quý", lead=["Các sở, ban, ngành"]),
    task("3", "Xây dựng trung tâm dữ liệu tỉnh", lead=["Sở Khoa học và Công nghệ"]),
    task("4", "Số hóa hồ sơ khám chữa bệnh", lead=["Sở Y tế"]),
    task("5", "Xử lý tài sản dôi dư", lead=["Sở Tài chính"], coordinating=["Các sở"]),
]
OURS = [
    task("a", "Kiểm tra công tác cải cách hành chính tại các bệnh viện"),
    task("b", "Số hóa hồ sơ, bệnh án"),
    task("c", "Bồi dưỡng điều dưỡng viên"),
]


def lines(decisions=(), us=US):
    return {line.theirs.key: line for line in cover(ABOVE, OURS, us=us, decisions=decisions).lines}


def met(line):
    return line.ours.key if line.ours else None


def test_one_task_of_ours_may_cover_several_and_what_nobody_meets_stays_open():
    found = lines()

    assert {key: met(line) for key, line in found.items()} == {
        "1": "a",
        "2": "a",
        "4": "b",
        "5": None,
    }
    assert found["1"].certainty == "sure"
    assert found["5"].certainty == "none"


def test_tasks_of_others_are_left_out_and_counted():
    comparison = cover(ABOVE, OURS, us=US)

    assert comparison.left_out == 1
    assert [line.part for line in comparison.lines] == ["lead", "lead", "lead", "coordinating"]


def test_without_us_every_task_is_asked_about():
    assert set(lines(us=None)) == {"1", "2", "3", "4", "5"}


def test_a_decision_takes_the_place_of_what_was_found():
    found = lines(
        [
            Decided("1", ABOVE[0].text, "absent"),
            Decided("2", ABOVE[1].text, "paired", "c", OURS[2].text),
            Decided("4", ABOVE[3].text, "out_of_scope", reason="đã chuyển Sở khác"),
        ]
    )

    assert (met(found["1"]), met(found["2"]), met(found["4"])) == (None, "c", None)
    assert all(found[key].decided for key in "124")
    assert [candidate.place for candidate in found["1"].rivals] == [0]


def test_a_decision_keeps_a_task_that_the_units_would_leave_out():
    assert met(lines([Decided("3", ABOVE[2].text, "paired", "b", OURS[1].text)])["3"]) == "b"


def test_a_decision_follows_its_words_to_another_key():
    found = lines([Decided("I.9", ABOVE[0].text, "paired", "z", OURS[2].text)])

    assert met(found["1"]) == "c"


def test_a_decision_lapses_when_its_words_are_gone():
    found = lines(
        [
            Decided("1", "Kiểm tra việc khác", "absent"),
            Decided("4", ABOVE[3].text, "paired", "b", "Số hóa sổ sách"),
        ]
    )

    assert found["1"].decided is None
    assert found["1"].lapsed.choice == "absent"
    assert met(found["1"]) == "a"
    assert found["4"].decided is None
    assert found["4"].lapsed.ours_key == "b"


def test_a_decision_about_a_task_that_is_gone_changes_nothing():
    assert lines([Decided("99", "Việc không còn", "absent")]) == lines()


def test_empty_plans_are_no_fault():
    assert cover([], OURS).lines == []
    assert [line.certainty for line in cover(ABOVE, []).lines] == ["none"] * 5
