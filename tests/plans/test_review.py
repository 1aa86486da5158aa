"""The review screen through the client: what it shows, what it writes, what it refuses, how much it asks."""

import re
from copy import deepcopy

import pytest
from django.urls import reverse

from cchc.orgs.models import Unit, UnitAlias
from cchc.plans.models import Draft, DraftFile
from cchc.plans.rules.edits import name_of
from cchc.plans.rules.findings import findings_of
from cchc.plans.services.edits import edit_draft
from cchc.plans.services.matching import propose_matches
from cchc.plans.states import DraftState
from tests.factories.plans import READING, make_draft

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def draft(cast, at) -> Draft:
    value = deepcopy(READING)
    value["tasks"][1]["lead"] = ["Tổ kiểm tra"]
    value["tasks"][1]["products"] = []
    value["tasks"][2]["marks"] = {"lead": ["inherited"]}
    value["findings"] = findings_of(value, value, [])
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    propose_matches(draft=draft, on=at.date())
    return draft


@pytest.fixture
def screen(client, cast, draft):
    client.force_login(cast.coordinator)

    def get(**query):
        return client.get(reverse("draft_review", args=[draft.uid]), query).content.decode()

    return get


@pytest.fixture
def post(client, cast, draft):
    """Send a form as HTMX does, seeing the present revision unless told otherwise."""
    client.force_login(cast.coordinator)

    def send(address, revision=None, **data):
        seen = Draft.objects.get(pk=draft.pk).revision if revision is None else revision
        return client.post(address, data, headers={"x-draft-revision": str(seen)}, **HTMX)

    return send


def value_of(draft):
    return Draft.objects.get(pk=draft.pk).value


def edits(draft):
    return reverse("draft_edit", args=[draft.uid])


def task_address(draft, key="II.1.a"):
    return reverse("draft_task", args=[draft.uid, key])


def form_of(client, draft, key="II.1.a"):
    """The fields that a task's own page would send unchanged."""
    page = client.get(task_address(draft, key)).context["form"]
    sent = {field.html_name: field.value() or "" for field in page}
    if not sent.get("conditional"):
        sent.pop("conditional", None)
    sent["milestones"] = str(len(page.milestones))
    for line in page.milestones:
        parts = {"what": line.what, "start": line.start, "due": line.due}
        parts |= {"recurrence": line.recurrence, "product": line.product}
        sent |= {f"m{line.number}-{part}": text for part, text in parts.items()}
        if line.before:
            sent[f"m{line.number}-before"] = "1"
    return sent


def test_the_screen_shows_source_draft_and_what_to_look_at(screen):
    page = screen()
    assert "Ban hành Kế hoạch kiểm tra cải cách hành chính tại các đơn vị thuộc Sở." in page
    assert page.count('class="rv-row') == 4
    assert "Nhiệm vụ không nêu sản phẩm." in page
    assert "Chưa có trong danh mục" in page
    assert "4 đơn vị" in page
    assert "trước 15/09/2026" in page
    assert "hằng quý" in page
    assert "Lấy theo mục phía trên" in page
    assert "Đã lưu lúc 09:00" in page


def test_lines_of_the_source_know_where_they_begin(screen, draft):
    text = draft.files.get().text
    for start, words in re.findall(r'<p data-s="(\d+)" data-n="\d+">([^<]{12})', screen()):
        assert text[int(start) :].startswith(words)


def test_a_row_points_to_its_place_in_the_source(screen, draft):
    start, end = draft.value["tasks"][0]["source"]["span"]
    assert f'data-start="{start}" data-end="{end}"' in screen()


def test_a_task_is_edited_in_place_and_only_what_changed_is_sent_back(client, post, draft):
    client.force_login(draft.created_by)
    sent = form_of(client, draft) | {"lead": "Văn phòng Sở\r\nPhòng Nghiệp vụ"}
    answer = post(task_address(draft), **sent)
    assert answer.status_code == 200
    assert value_of(draft)["tasks"][0]["lead"] == ["Văn phòng Sở", "Phòng Nghiệp vụ"]
    page = answer.content.decode()
    assert page.count('class="rv-row') == 1
    assert 'id="rv-findings"' in page
    kept = Draft.objects.get(pk=draft.pk).edits.get()
    assert list(kept.args["fields"]) == ["lead"]


def test_a_save_without_a_change_gives_the_row_back_and_writes_nothing(client, post, draft):
    client.force_login(draft.created_by)
    answer = post(task_address(draft), **form_of(client, draft))
    assert answer["HX-Retarget"].startswith("#t-")
    assert Draft.objects.get(pk=draft.pk).revision == 0


def test_a_new_time_is_parsed_and_a_corrected_milestone_is_kept(client, post, draft):
    client.force_login(draft.created_by)
    post(task_address(draft), **form_of(client, draft) | {"time": "Trước ngày 20/5/2026"})
    assert value_of(draft)["tasks"][0]["schedule"][0]["due"] == "2026-05-20"
    assert value_of(draft)["tasks"][0]["schedule"][0]["before"] is True
    corrected = form_of(client, draft) | {"m0-due": "31/5/2026"}
    corrected.pop("m0-before")
    post(task_address(draft), **corrected)
    task = value_of(draft)["tasks"][0]
    assert (task["schedule"][0]["due"], task["schedule"][0]["before"]) == ("2026-05-31", False)
    assert task["time"] == "Trước ngày 20/5/2026"


def test_a_value_that_cannot_be_is_refused_beside_the_form_that_keeps_the_words(
    client, post, draft
):
    client.force_login(draft.created_by)
    answer = post(
        task_address(draft), **form_of(client, draft) | {"m0-due": "41/5/2026", "funding": "2 tỷ"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ngày không đúng" in page
    assert "2 tỷ" in page
    assert Draft.objects.get(pk=draft.pk).revision == 0


def test_a_field_that_another_person_changed_is_refused_with_both_texts_and_can_be_saved_again(
    client, post, draft, cast, at
):
    client.force_login(cast.coordinator)
    sent = form_of(client, draft) | {"text": "Bản của Dũng"}
    change = {"text": {"was": READING["tasks"][0]["text"], "value": "Bản của Lan"}}
    args = {"list": "tasks", "key": "II.1.a", "fields": change}
    edit_draft(draft=draft, name="set", args=args, by=cast.lan, at=at)
    answer = post(task_address(draft), revision=0, **sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của Lan" in page
    assert "Bản của Dũng" in page
    again = sent | {"was": answer.context["form"]["was"].value()}
    assert post(task_address(draft), **again).status_code == 200
    assert value_of(draft)["tasks"][0]["text"] == "Bản của Dũng"


def test_others_edits_come_along_with_the_next_answer_and_with_the_poll(
    client, post, draft, cast, at
):
    address = reverse("draft_changes", args=[draft.uid])
    assert client.get(address, {"after": "0"}).status_code in {204, 302}
    client.force_login(cast.coordinator)
    assert client.get(address, {"after": "0"}).status_code == 204
    args = {"list": "tasks", "key": "II.1.b", "was": READING["tasks"][1]["text"]}
    edit_draft(draft=draft, name="drop", args=args, by=cast.lan, at=at)
    page = client.get(address, {"after": "0"}, **HTMX).content.decode()
    assert "Người khác vừa sửa: Trần Thị Lan" in page
    assert page.count('class="rv-row') == 3
    answer = post(edits(draft), revision=0, act="move", key="II.2.a", direction="down")
    assert answer.content.decode().count('class="rv-row') == 3


def test_tasks_are_split_merged_moved_dropped_and_undone_by_single_posts(post, draft):
    text = READING["tasks"][2]["text"]
    split = {"act": "split", "key": "II.2.a", "was": text, "product": "1"}
    page = post(edits(draft), at=str(text.index("đơn giản")), **split).content.decode()
    assert [t["key"] for t in value_of(draft)["tasks"]][2:4] == ["II.2.a", "II.2.a#2"]
    assert 'hx-swap-oob="afterend:#t-' in page
    post(edits(draft), act="merge", key="II.2.a")
    assert len(value_of(draft)["tasks"]) == 4
    post(edits(draft), act="move", key="II.2.a", direction="up")
    assert value_of(draft)["tasks"][2]["section"] == "Công tác chỉ đạo, điều hành"
    page = post(edits(draft), act="drop", key="II.2.a").content.decode()
    assert 'hx-swap-oob="delete:#t-' in page
    for _edit in range(4):
        seen = Draft.objects.get(pk=draft.pk).edits.filter(undone_at=None).last().revision
        assert post(edits(draft), act="undo", seen=str(seen)).status_code == 200
    assert value_of(draft) == Draft.objects.get(pk=draft.pk).reading


def test_acts_that_cannot_be_are_refused_in_words(post, draft):
    last = post(edits(draft), act="merge", key="II.2.b")
    assert (last.status_code, "Không có nhiệm vụ đứng sau" in last.content.decode()) == (422, True)
    gone = post(edits(draft), act="drop", key="IX")
    assert (gone.status_code, "đã bị xóa" in gone.content.decode()) == (409, True)
    top = post(edits(draft), act="move", key="II.1.a", direction="up")
    assert top.status_code == 422
    assert post(edits(draft), act="undo").status_code == 422
    assert post(edits(draft), act="explode").status_code == 404


def test_a_doubtful_field_is_confirmed_as_it_stands(post, draft):
    post(edits(draft), act="confirm", key="II.2.a", field="lead")
    assert value_of(draft)["tasks"][2]["marks"] == {}


def test_fields_marked_for_one_reason_are_shown_and_confirmed_together(client, cast, at, post):
    value = deepcopy(READING)
    value["tasks"][0]["marks"] = {"text": ["ocr"], "time": ["ocr"], "lead": ["inherited", "ocr"]}
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    client.force_login(cast.coordinator)

    page = client.get(draft.get_absolute_url()).content.decode()
    post(edits(draft), act="confirm", key=value["tasks"][0]["key"], field="text time")

    assert "Nội dung nhiệm vụ, Thời gian: Chữ nhận dạng từ bản quét, hãy đối chiếu" in page
    assert 'data-confirm="text time"' in page
    assert 'data-marks="text time lead "' in page
    assert value_of(draft)["tasks"][0]["marks"] == {"lead": ["inherited", "ocr"]}


def test_a_large_level_of_a_target_is_shown_and_edited_to_its_last_digit(client, cast, at, post):
    value = deepcopy(READING)
    value["targets"][0] |= {"value": 1234567.5, "unit": "hồ sơ"}
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    client.force_login(cast.coordinator)

    page = client.get(draft.get_absolute_url()).content.decode()
    form = client.get(reverse("draft_item", args=[draft.uid, "targets", 0])).content.decode()

    assert "1.234.567,5 hồ sơ" in page
    assert 'value="1.234.567,5"' in form


def test_what_a_scan_gave_beside_the_tasks_is_shown_and_confirmed(client, cast, at, post):
    value = deepcopy(READING)
    value["targets"][0]["marks"] = {"text": ["ocr"], "value": ["ocr"]}
    value["legal_bases"][0]["marks"] = {"number": ["ocr"]}
    value["document"]["marks"] = {"number": ["ocr"], "signer.name": ["ocr"]}
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    client.force_login(cast.coordinator)
    seen = {name: name_of(name, value[name][0]) for name in ("targets", "legal_bases")}

    page = client.get(draft.get_absolute_url()).content.decode()
    post(
        edits(draft), act="confirm", list="targets", at=0, seen=seen["targets"], field="text value"
    )
    post(edits(draft), act="confirm", list="head", field="number")
    answer = post(
        edits(draft), act="confirm", list="legal_bases", at=0, seen="khác", field="number"
    )

    assert "Nội dung chỉ tiêu, Giá trị: Chữ nhận dạng từ bản quét, hãy đối chiếu" in page
    assert 'data-confirm="number signer.name" data-list="head"' in page
    after = value_of(draft)
    assert (after["targets"][0]["marks"], after["document"]["marks"]) == (
        {},
        {"signer.name": ["ocr"]},
    )
    assert answer.status_code == 409
    assert after["legal_bases"][0]["marks"] == {"number": ["ocr"]}


def test_a_finding_is_settled_or_fixed_as_offered(post, draft):
    by_code = {each["code"]: each for each in value_of(draft)["findings"]}
    finding = by_code["no-product"]
    named = {name: finding[name] for name in ("code", "path", "message")}
    post(edits(draft), act="settle", **named)
    assert "no-product" not in {each["code"] for each in value_of(draft)["findings"]}
    change = {"coordinating": {"was": ["Văn phòng Sở"], "value": ["Phòng Nghiệp vụ"]}}
    args = {"list": "tasks", "key": "II.2.a", "fields": change}
    edit_draft(draft=draft, name="set", args=args, by=draft.created_by, at=draft.changed_at)
    by_code = {each["code"]: each for each in value_of(draft)["findings"]}
    finding = by_code["lead-also-coordinating"]
    post(edits(draft), act="fix", **{name: finding[name] for name in ("code", "path", "message")})
    assert value_of(draft)["tasks"][2]["coordinating"] == []


def test_a_task_is_added_in_the_section_of_the_one_above(client, post, draft):
    address = reverse("draft_task_new", args=[draft.uid])
    client.force_login(draft.created_by)
    form = client.get(address, {"after": "II.1.b"}).context["form"]
    assert form["area"].value() == "steering"
    sent = {field.html_name: field.value() or "" for field in form} | {
        "text": "Tổ chức hội nghị",
        "after": "II.1.b",
        "lead": "Văn phòng Sở",
        "time": "Quý II",
    }
    sent.pop("conditional")
    assert post(address, **sent).status_code == 200
    task = value_of(draft)["tasks"][2]
    assert (task["text"], task["section"]) == ("Tổ chức hội nghị", "Công tác chỉ đạo, điều hành")
    assert task["schedule"][0]["due"] == "2026-06-30"


def test_a_double_click_adds_one_task_and_what_is_changed_after_it_stays_on_the_form(
    client, post, draft
):
    address = reverse("draft_task_new", args=[draft.uid])
    client.force_login(draft.created_by)
    context = client.get(address, {"after": "II.1.b"}).context
    sent = {field.html_name: field.value() or "" for field in context["form"]}
    sent |= {"text": "Tổ chức hội nghị", "after": "II.1.b", "lead": "Văn phòng Sở"}
    sent |= {"submit_token": context["new_token"]()}
    sent.pop("conditional")
    count = len(value_of(draft)["tasks"])
    for _press in range(2):
        assert post(address, **sent).status_code == 200
    assert len(value_of(draft)["tasks"]) == count + 1
    again = post(address, **sent | {"text": "Tổ chức hội nghị trực tuyến"})
    assert again.status_code == 422
    assert "Tổ chức hội nghị trực tuyến" in again.content.decode()
    assert len(value_of(draft)["tasks"]) == count + 1


def test_targets_reports_bases_sections_and_head_are_edited_by_their_forms(client, post, draft):
    client.force_login(draft.created_by)
    cases = {
        ("targets", 0): {"value": "96,5"},
        ("report_deadlines", 0): {"due": "20/3/2026"},
        ("legal_bases", 0): {"number": "77/NQ-CP"},
        ("sections", 0): {"area": "organization"},
    }
    for (list_name, at), change in cases.items():
        address = reverse("draft_item", args=[draft.uid, list_name, at])
        shown = client.get(address).context
        sent = {field.html_name: field.value() or "" for field in shown["form"]}
        answer = post(address, **sent | change, seen=shown["seen"])
        assert answer.status_code == 200, answer.content.decode()
    head = reverse("draft_head", args=[draft.uid])
    sent = {f.html_name: f.value() or "" for f in client.get(head).context["form"]}
    changed = {"number": "12/KH-SKHCN", "date": "05/01/2026", "title": "Tên sửa lại"}
    assert '<span id="rv-title"' in post(head, **sent | changed).content.decode()
    value = value_of(draft)
    assert value["targets"][0]["value"] == 96.5
    assert value["report_deadlines"][0]["due"] == "2026-03-20"
    assert value["legal_bases"][0]["number"] == "77/NQ-CP"
    assert {task["area"] for task in value["tasks"][:2]} == {"organization"}
    assert (value["document"]["number"], value["document"]["date"]) == ("12/KH-SKHCN", "2026-01-05")


def test_a_report_deadline_is_added_and_dropped_by_forms(post, draft):
    address = reverse("draft_item_new", args=[draft.uid, "report_deadlines"])
    assert post(address, name="Báo cáo năm", due="14/12/2026").status_code == 200
    assert value_of(draft)["report_deadlines"][1]["due"] == "2026-12-14"
    address = reverse("draft_item", args=[draft.uid, "report_deadlines", 1])
    post(address, act="drop", seen="Báo cáo năm")
    assert len(value_of(draft)["report_deadlines"]) == 1


def test_a_unit_is_chosen_and_every_row_that_names_it_is_sent_back(client, post, draft, cast):
    address = reverse("draft_units", args=[draft.uid])
    assert cast.division.name in client.get(address, {"wording": "Tổ kiểm tra"}).content.decode()
    answer = post(address, act="choose", wording="Tổ kiểm tra", target=f"unit:{cast.division.uid}")
    page = answer.content.decode()
    assert page.count('class="rv-row') == 1
    assert "rv-chip-found" in page
    assert UnitAlias.objects.get(agency=cast.agency, wording="Tổ kiểm tra").unit == cast.division


def test_a_unit_is_added_to_the_directory_from_the_screen(post, draft):
    address = reverse("draft_units", args=[draft.uid])
    post(address, act="add", wording="Tổ kiểm tra", kind="team", where="own")
    assert Unit.objects.get(name="Tổ kiểm tra").parent == draft.agency


def test_nothing_chosen_is_refused_in_words(post, draft):
    address = reverse("draft_units", args=[draft.uid])
    answer = post(address, act="choose", wording="Tổ kiểm tra", target="")
    assert (answer.status_code, "Hãy chọn" in answer.content.decode()) == (422, True)


def test_who_may_only_read_drafts_sees_no_form_and_may_not_write(client, draft, cast):
    client.force_login(cast.leader)
    page = client.get(reverse("draft_review", args=[draft.uid])).content.decode()
    assert "rv-tools" not in page
    assert 'name="act"' not in page
    assert client.post(edits(draft), {"act": "undo"}).status_code == 404
    assert client.post(task_address(draft), {}).status_code == 404


@pytest.mark.parametrize("who", ["lan", "outsider", "stranger", "administrator"])
def test_who_has_no_right_to_drafts_finds_nothing_there(client, draft, cast, who):
    client.force_login(getattr(cast, who))
    for name, args in {
        "draft_review": [],
        "draft_changes": [],
        "draft_task": ["II.1.a"],
        "draft_units": [],
        "draft_head": [],
    }.items():
        assert client.get(reverse(name, args=[draft.uid, *args])).status_code == 404, name
    assert client.post(edits(draft), {"act": "undo"}).status_code == 404


def test_a_draft_out_for_signature_is_shown_but_not_edited(client, post, draft):
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.SIGNING)
    client.force_login(draft.created_by)
    assert "rv-tools" not in client.get(reverse("draft_review", args=[draft.uid])).content.decode()
    answer = post(edits(draft), act="drop", key="II.1.a")
    assert (answer.status_code, "Đang trình ký" in answer.content.decode()) == (422, True)


def test_a_task_is_edited_and_dropped_without_javascript(client, draft):
    client.force_login(draft.created_by)
    page = client.get(task_address(draft)).content.decode()
    assert "Trong văn bản gốc" in page
    answer = client.post(task_address(draft), form_of(client, draft) | {"issued_by": "Giám đốc Sở"})
    assert answer["Location"] == reverse("draft_review", args=[draft.uid])
    assert value_of(draft)["tasks"][0]["issued_by"] == "Giám đốc Sở"
    client.post(edits(draft), {"act": "drop", "key": "II.1.a"})
    assert len(value_of(draft)["tasks"]) == 3


def test_keys_with_signs_of_their_own_are_reached(client, draft, cast, at):
    args = {"list": "tasks", "after": None, "item": {"path": "II.1.a", "text": "Việc thêm"}}
    edit_draft(draft=draft, name="add", args=args, by=cast.coordinator, at=at)
    client.force_login(cast.coordinator)
    assert client.get(task_address(draft, "II.1.a#2")).status_code == 200
    assert client.get(task_address(draft, "không có")).status_code == 409


def many_tasks(count):
    value = deepcopy(READING)
    first = value["tasks"][0]
    value["tasks"] = [
        {**deepcopy(first), "key": f"II.1.{n}", "path": f"II.1.{n}"} for n in range(count)
    ]
    return value


def test_statements_do_not_grow_with_the_number_of_tasks(
    client, cast, at, django_assert_max_num_queries
):
    client.force_login(cast.coordinator)
    counts = []
    for size in (4, 140):
        draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=many_tasks(size))
        propose_matches(draft=draft, on=at.date())
        address = reverse("draft_review", args=[draft.uid])
        client.get(address)
        with django_assert_max_num_queries(25) as asked:
            assert client.get(address).status_code == 200
        edited = {"act": "drop", "key": "II.1.2"}
        with django_assert_max_num_queries(60) as wrote:
            assert client.post(edits(draft), edited, **HTMX).status_code == 200
        counts.append((len(asked), len(wrote)))
    assert counts[0] == counts[1]


def test_pictures_of_pages_are_only_for_readers_and_only_of_pages_there(client, draft, cast):
    DraftFile.objects.filter(draft=draft).update(kind="txt", pages=0)
    address = reverse("draft_page", args=[draft.uid, 0, 1])
    client.force_login(cast.coordinator)
    assert client.get(address).status_code == 404
    client.force_login(cast.outsider)
    assert client.get(address).status_code == 404
