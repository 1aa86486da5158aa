"""Named edits on the plan's JSON: what each makes, what each refuses."""

from copy import deepcopy

import pytest

from cchc.core.errors import DomainError
from cchc.plans.rules.edits import Gone, Overtaken, Rewritten, apply, complete
from tests.factories.plans import READING


def made(value, name, **args):
    return apply(value, name, complete(value, name, args))


def changed(value, key, **fields):
    task = task_of(value, key)
    return made(
        value,
        "set",
        list="tasks",
        key=key,
        fields={f: {"was": task[f], "value": new} for f, new in fields.items()},
    )


def task_of(value, key):
    return next(task for task in value["tasks"] if task["key"] == key)


def keys(value):
    return [task["key"] for task in value["tasks"]]


def test_a_field_is_set_and_the_given_value_stays_as_it_was():
    before = deepcopy(READING)
    after = changed(READING, "II.1.a", lead=["Phòng Nghiệp vụ"])
    assert task_of(after, "II.1.a")["lead"] == ["Phòng Nghiệp vụ"]
    assert before == READING


def test_text_is_stored_canonically():
    after = changed(READING, "II.1.a", lead=["  Phòng\u00a0Nghiệp  vụ ", "", "Phòng Nghiệp vụ"])
    assert task_of(after, "II.1.a")["lead"] == ["Phòng Nghiệp vụ"]


def test_a_new_time_wording_is_parsed_and_linked_to_its_products():
    after = changed(
        READING,
        "II.1.a",
        products=["Kế hoạch của Giám đốc Sở", "Báo cáo kết quả kiểm tra"],
        time="Tháng 4 ban hành Kế hoạch; báo cáo kết quả kiểm tra trong quý III",
    )
    schedule = task_of(after, "II.1.a")["schedule"]
    assert [(e["due"], e["product"]) for e in schedule] == [("2026-04-30", 0), ("2026-09-30", 1)]


def test_an_emptied_time_leaves_no_milestone():
    assert task_of(changed(READING, "II.1.a", time=None), "II.1.a")["schedule"] == []


def test_milestones_follow_their_product_when_products_change_places():
    value = changed(READING, "II.1.a", products=["Tờ trình", "Kế hoạch của Giám đốc Sở"])
    assert task_of(value, "II.1.a")["schedule"][0]["product"] == 1
    value = changed(value, "II.1.a", products=["Tờ trình"])
    assert task_of(value, "II.1.a")["schedule"][0]["product"] is None


def test_setting_a_field_answers_its_mark():
    value = deepcopy(READING)
    value["tasks"][0]["marks"] = {"lead": ["inherited"], "text": ["ocr"]}
    assert changed(value, "II.1.a", lead=["Văn phòng Sở"])["tasks"][0]["marks"] == {"text": ["ocr"]}


def test_a_field_that_somebody_else_changed_is_refused_with_both_texts():
    theirs = changed(READING, "II.1.a", lead=["Phòng Nghiệp vụ"])
    change = {"was": ["Văn phòng Sở"], "value": ["Chi cục Tiêu chuẩn Đo lường Chất lượng"]}
    with pytest.raises(Overtaken) as refusal:
        made(theirs, "set", list="tasks", key="II.1.a", fields={"lead": change})
    assert "Phòng Nghiệp vụ" in refusal.value.message
    assert "Chi cục Tiêu chuẩn Đo lường Chất lượng" in refusal.value.message


def test_different_fields_of_one_task_meet_without_a_question():
    theirs = changed(READING, "II.1.a", lead=["Phòng Nghiệp vụ"])
    both = made(
        theirs,
        "set",
        list="tasks",
        key="II.1.a",
        fields={"issued_by": {"was": None, "value": "Giám đốc Sở"}},
    )
    assert task_of(both, "II.1.a")["lead"] == ["Phòng Nghiệp vụ"]
    assert task_of(both, "II.1.a")["issued_by"] == "Giám đốc Sở"


def test_the_same_change_made_twice_is_no_conflict():
    theirs = changed(READING, "II.1.a", lead=["Phòng Nghiệp vụ"])
    again = {"lead": {"was": ["Văn phòng Sở"], "value": ["Phòng Nghiệp vụ"]}}
    assert made(theirs, "set", list="tasks", key="II.1.a", fields=again) == theirs


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "  "),
        ("text", None),
        ("lead", "Văn phòng Sở"),
        ("area", "Không có"),
        ("conditional", "có"),
        ("products_rule", "some"),
        ("schedule", [{"due": "31/3/2026"}]),
        ("schedule", [{"due": "2026-03-01", "start": "2026-04-01"}]),
        ("schedule", [{"recurrence": "daily"}]),
        ("key", "II.9"),
    ],
)
def test_a_value_that_the_plan_cannot_carry_is_refused(field, value):
    with pytest.raises(DomainError):
        made(
            READING,
            "set",
            list="tasks",
            key="II.1.a",
            fields={field: {"was": READING["tasks"][0].get(field), "value": value}},
        )


def test_head_and_period_are_set_by_dotted_names():
    after = made(
        READING,
        "set",
        list="head",
        fields={
            "number": {"was": None, "value": "12/KH-SKHCN"},
            "signer.name": {"was": "Trịnh Hoài An", "value": "Trịnh Hoài Ân"},
            "period.to": {"was": "2026-12-31", "value": "2027-01-31"},
        },
    )
    assert after["document"]["number"] == "12/KH-SKHCN"
    assert after["document"]["signer"]["name"] == "Trịnh Hoài Ân"
    assert after["period"] == {"from": "2026-01-01", "to": "2027-01-31"}
    assert READING["document"]["signer"]["name"] == "Trịnh Hoài An"


def test_a_term_that_ends_before_it_begins_is_refused():
    with pytest.raises(DomainError, match="đứng sau ngày kết thúc"):
        made(
            READING,
            "set",
            list="head",
            fields={"period.to": {"was": "2026-12-31", "value": "2025-12-31"}},
        )


def test_targets_report_deadlines_and_bases_are_set_where_they_were_seen():
    after = made(
        READING,
        "set",
        list="targets",
        at=0,
        seen=READING["targets"][0]["text"],
        fields={"value": {"was": 95, "value": 96.5}},
    )
    assert after["targets"][0]["value"] == 96.5
    after = made(
        after,
        "set",
        list="report_deadlines",
        at=3,  # moved meanwhile: found by its name
        seen="Báo cáo quý I",
        fields={"due": {"was": "2026-03-18", "value": "2026-03-20"}},
    )
    assert after["report_deadlines"][0]["due"] == "2026-03-20"


def test_an_item_that_is_no_longer_there_is_refused():
    with pytest.raises(Gone):
        made(READING, "drop", list="targets", at=0, seen="Một chỉ tiêu khác")
    with pytest.raises(Gone):
        made(READING, "drop", list="tasks", key="IX.1", was="")


def test_a_section_carries_its_heading_and_area_to_its_tasks():
    after = made(
        READING,
        "set",
        list="sections",
        at=0,
        seen="Công tác chỉ đạo, điều hành",
        fields={
            "heading": {"was": "Công tác chỉ đạo, điều hành", "value": "Chỉ đạo, điều hành"},
            "area": {"was": "steering", "value": "organization"},
        },
    )
    assert [(t["section"], t["area"]) for t in after["tasks"][:2]] == [
        ("Chỉ đạo, điều hành", "organization")
    ] * 2
    assert after["tasks"][2] == READING["tasks"][2]


def test_a_task_is_added_after_another_with_a_key_of_its_own():
    after = made(
        READING,
        "add",
        list="tasks",
        after="II.1.a",
        item={"path": "II.1.a", "text": "Tổ chức hội nghị", "time": "Quý II"},
    )
    assert keys(after)[:2] == ["II.1.a", "II.1.a#2"]
    assert after["tasks"][1]["schedule"][0]["due"] == "2026-06-30"


def test_a_task_without_text_is_not_added():
    with pytest.raises(DomainError, match="không được để trống"):
        made(READING, "add", list="tasks", after=None, item={"path": "II.3"})


def test_a_report_deadline_is_added_and_dropped():
    more = made(READING, "add", list="report_deadlines", item={"name": "Báo cáo năm"})
    assert [each["name"] for each in more["report_deadlines"]] == ["Báo cáo quý I", "Báo cáo năm"]
    fewer = made(more, "drop", list="report_deadlines", at=0, seen="Báo cáo quý I")
    assert [each["name"] for each in fewer["report_deadlines"]] == ["Báo cáo năm"]


def test_a_task_is_split_where_the_second_begins_and_products_go_along():
    task = task_of(READING, "II.2.a")
    after = made(
        READING,
        "split",
        key="II.2.a",
        was=task["text"],
        at=task["text"].index("đơn giản"),
        products=[1],
    )
    first, second = after["tasks"][2:4]
    assert (first["text"], second["text"]) == (
        "Rà soát",
        "Đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý",
    )
    assert (first["products"], second["products"]) == (["Quyết định"], ["Báo cáo kết quả rà soát"])
    assert (first["key"], second["key"]) == ("II.2.a", "II.2.a#2")
    assert second["lead"] == task["lead"]
    assert second["schedule"] == task["schedule"]


def test_a_task_is_split_into_its_products_with_their_own_milestones():
    value = changed(
        READING,
        "II.1.a",
        products=["Kế hoạch kiểm tra", "Báo cáo kết quả kiểm tra"],
        time="Tháng 4 ban hành Kế hoạch kiểm tra; báo cáo kết quả kiểm tra trong quý III",
    )
    after = made(value, "split", key="II.1.a", was=value["tasks"][0]["text"], into="products")
    assert [(t["key"], t["products"], t["schedule"][0]["due"]) for t in after["tasks"][:2]] == [
        ("II.1.a", ["Kế hoạch kiểm tra"], "2026-04-30"),
        ("II.1.a#2", ["Báo cáo kết quả kiểm tra"], "2026-09-30"),
    ]
    assert [entry["product"] for entry in after["tasks"][1]["schedule"]] == [0]


@pytest.mark.parametrize("at", [0, 500, None, True, "3"])
def test_a_split_at_an_edge_is_refused(at):
    with pytest.raises(DomainError, match="đặt con trỏ"):
        made(READING, "split", key="II.1.a", was=READING["tasks"][0]["text"], at=at)


def test_one_product_cannot_be_split_into_products():
    with pytest.raises(DomainError, match="ít hơn hai sản phẩm"):
        made(READING, "split", key="II.1.a", was=READING["tasks"][0]["text"], into="products")


def test_merged_tasks_keep_both_texts_units_products_and_times():
    first, second = READING["tasks"][2:4]
    after = made(
        READING,
        "merge",
        key="II.2.a",
        **{"with": "II.2.b", "was": [first["text"], second["text"]]},
    )
    merged = task_of(after, "II.2.a")
    assert keys(after) == ["II.1.a", "II.1.b", "II.2.a"]
    assert merged["text"] == f"{first['text']}; {second['text']}"
    assert merged["lead"] == first["lead"] + second["lead"]
    assert merged["products"] == [*first["products"], *second["products"]]
    assert [entry["product"] for entry in merged["schedule"]] == [None, 2]
    assert merged["time"] == "Trước ngày 15/9/2026; Hằng quý"
    assert merged["source"]["span"] == [first["source"]["span"][0], second["source"]["span"][1]]


def test_a_task_is_not_merged_with_itself_nor_over_somebody_elses_words():
    text = READING["tasks"][0]["text"]
    with pytest.raises(DomainError, match="hai nhiệm vụ khác nhau"):
        made(READING, "merge", key="II.1.a", **{"with": "II.1.a", "was": [text, text]})
    with pytest.raises(Rewritten, match="vừa được người khác sửa"):
        made(READING, "merge", key="II.1.a", **{"with": "II.1.b", "was": [text, "khác"]})


def test_a_task_moves_to_another_section():
    after = made(
        READING,
        "move",
        key="II.1.a",
        after="II.2.b",
        section="Cải cách thủ tục hành chính",
        area="procedures",
    )
    assert keys(after) == ["II.1.b", "II.2.a", "II.2.b", "II.1.a"]
    assert after["tasks"][-1]["area"] == "procedures"
    assert keys(made(after, "move", key="II.1.a", after="")) == keys(READING)


def test_a_task_is_not_moved_behind_itself():
    with pytest.raises(DomainError, match="sau chính nó"):
        made(READING, "move", key="II.1.a", after="II.1.a")


def test_a_task_whose_words_changed_meanwhile_is_not_dropped():
    theirs = changed(READING, "II.1.a", text="Nội dung mới")
    with pytest.raises(Rewritten, match="Nội dung mới"):
        made(theirs, "drop", list="tasks", key="II.1.a", was=READING["tasks"][0]["text"])
    after = made(theirs, "drop", list="tasks", key="II.1.a", was="Nội dung mới")
    assert keys(after) == ["II.1.b", "II.2.a", "II.2.b"]


def test_a_finding_is_settled_once():
    finding = {"code": "no-deadline", "severity": "warning", "path": "II.1.b", "message": "m"}
    value = {**READING, "findings": [finding]}
    after = made(value, "settle", code="no-deadline", path="II.1.b", message="m")
    assert after["findings"] == []
    with pytest.raises(Gone, match="đã được xử lý"):
        made(after, "settle", code="no-deadline", path="II.1.b", message="m")


def test_an_unknown_edit_is_refused():
    with pytest.raises(DomainError, match="Không có thao tác"):
        made(READING, "erase", key="II.1.a")
