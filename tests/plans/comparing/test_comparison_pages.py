"""The pages: choosing the other plan, both side by side, deciding, exporting; who may come in."""

import re
from copy import deepcopy
from io import BytesIO

import pytest
from openpyxl import load_workbook

from cchc.core.tokens import new_token
from cchc.plans.models import Draft, PairingDecision, Plan
from cchc.plans.services.pairings import decide_pairing
from tests.factories.plans import READING
from tests.plans.comparing.conftest import plain_task, reading
from tests.queries import assert_constant_queries


@pytest.fixture
def page(client, cast):
    def get(address, who="coordinator", status=200):
        client.force_login(getattr(cast, who))
        answer = client.get(address)
        assert answer.status_code == status
        return answer.content.decode() if status == 200 else ""

    return get


@pytest.fixture
def post(client, cast):
    def send(facing, key, who="coordinator", **given):
        client.force_login(getattr(cast, who))
        data = {"submit_token": new_token(), "seen": "0"} | given
        return client.post(f"{facing.address}tasks/{key}/?show=maybe", data)

    return send


def test_the_other_plan_is_chosen_with_the_likeliest_first(page, ours, above, last_year):
    body = page(f"/plans/{ours.uid}/compare/")

    coverage, years = body.split("Với kế hoạch năm trước của cơ quan")
    assert above.title in coverage
    assert last_year.title not in coverage
    assert last_year.title in years
    assert body.count("Gợi ý") == 2
    assert f"/plans/{ours.uid}/compare/coverage/{above.uid}/" in coverage
    assert (
        ours.title not in page(f"/plans/{last_year.uid}/compare/").split("năm trước của cơ quan")[1]
    )


def test_a_superior_is_not_offered_the_plans_of_those_below(page, make, in_force, cast):
    below, own = in_force(), in_force()
    Plan.objects.filter(pk=own.pk).update(agency=cast.province, title="Kế hoạch của tỉnh")

    assert below.title not in page(f"/plans/{own.uid}/compare/", "hoa")
    assert "Kế hoạch của tỉnh" in page(f"/plans/{below.uid}/compare/", "hoa")


def test_without_another_plan_the_page_says_what_to_do(page, ours):
    body = page(f"/plans/{ours.uid}/compare/")

    assert "Chưa có kế hoạch của cơ quan khác" in body
    assert 'href="/plans/new/"' in body
    assert "Chưa có kế hoạch năm trước" in body
    assert "/plans/new/" not in page(f"/plans/{ours.uid}/compare/", "leader")


def test_a_plan_and_a_draft_lead_to_it(page, ours, in_force):
    plan = in_force()

    assert f"/plans/{plan.uid}/compare/" in page(f"/plans/{plan.uid}/")
    assert f"/plans/{ours.uid}/compare/" in page(f"/plans/drafts/{ours.uid}/")


def test_both_stand_side_by_side_with_the_shared_words_marked(page, coverage):
    body = page(coverage.address)

    assert "<mark>đơn giản hóa thủ tục hành chính</mark>" in body
    assert "Không hỏi đến 1 nhiệm vụ giao cho cơ quan khác." in body
    assert "Vận hành cổng dịch vụ công" not in body
    assert "Vận hành cổng dịch vụ công" in page(f"{coverage.address}?scope=all")


def test_each_heading_shows_its_lines_and_counts(page, coverage):
    body = page(f"{coverage.address}?show=missing")

    assert "Xử lý tài sản công" in body
    assert "Rà soát" not in body.split('<ol class="cmp">')[1]
    assert "Không có nhiệm vụ nào ở mục này" in page(f"{coverage.address}?show=decided")
    assert "Xử lý tài sản công" in page(f"{coverage.address}?show=no-such")


def test_years_tell_what_became_of_each_task(page, years):
    body = page(years.address)

    assert body.count("Giữ nguyên</span>") == 1
    assert body.count("Thay đổi</span>") == 1
    assert "<del>Văn phòng Sở</del> → <ins>Các phòng, đơn vị thuộc Sở</ins>" in body
    assert body.count("Không còn</span>") == 1
    assert body.count("Mới</span>") == 2


def test_a_pairing_is_confirmed_from_the_list_and_shown_as_decided(page, post, coverage, cast):
    answer = post(coverage, "1", answer="task:II.1.a")

    assert answer["Location"] == f"{coverage.address}?show=maybe#line-1"
    body = page(f"{coverage.address}?show=decided")
    assert "Đã lưu quyết định." in body
    assert f"{cast.coordinator.full_name} quyết định lúc" in body
    assert "Đã xác nhận" in body


def test_sending_the_form_twice_decides_once(post, coverage):
    token = new_token()
    for _ in range(2):
        assert post(coverage, "1", answer="absent", submit_token=token).status_code == 302

    assert PairingDecision.objects.get().version == 1


def test_another_task_is_chosen_on_the_task_s_own_page(page, post, coverage):
    address = f"{coverage.address}tasks/3/"

    body = page(address)
    assert body.count('value="task:') == 4
    post(coverage, "3", answer="task:II.2.b")
    assert 'value="task:II.2.b" checked' in page(address)


def test_out_of_scope_needs_a_reason_and_keeps_what_was_typed(post, page, coverage):
    refused = post(coverage, "3", answer="out_of_scope")

    assert refused.status_code == 422
    body = refused.content.decode()
    assert "Hãy ghi lý do" in body
    assert 'value="out_of_scope" checked' in body
    post(coverage, "3", answer="out_of_scope", reason="Sở <không> quản lý tài sản")
    assert "Sở &lt;không&gt; quản lý tài sản" in page(coverage.address)


@pytest.mark.parametrize("given", [{}, {"answer": "perhaps"}, {"answer": "task:"}, {"seen": "x"}])
def test_an_answer_that_makes_no_sense_is_refused_in_words(post, coverage, given):
    answer = post(coverage, "1", **({"answer": "absent"} | given if "seen" in given else given))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not PairingDecision.objects.exists()


def test_a_key_with_slashes_and_accents_has_a_page(page, make, ours):
    task = plain_task("PL/Chỉ đạo, điều hành/1", "Kiểm tra cải cách hành chính", ["Các sở"])
    above = make(reading([task], issuer="UBND tỉnh Lam Sơn", year=2026))
    body = page(f"/plans/{ours.uid}/compare/coverage/{above.uid}/")

    address = re.search(r'action="([^"?]*/tasks/[^"?]*)', body)[1]
    assert "Chọn nhiệm vụ tương ứng" in page(address)


def test_what_is_shown_is_exported(client, page, post, coverage):
    post(coverage, "3", answer="out_of_scope", reason="=1+1")
    answer = client.get(f"{coverage.address}export.xlsx?show=decided")

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    told = [row for row in rows if row[1] and "Xử lý tài sản" in str(row[1])]
    assert len(told) == 1
    assert told[0][10:13] == ("Không thuộc phạm vi", "Nguyễn Tiến Dũng, 10/03/2026", "=1+1")
    assert not [row for row in rows if row[1] and "Rà soát" in str(row[1])]


def test_readers_see_but_do_not_decide(page, post, client, coverage, in_force, cast):
    body = page(coverage.address, "leader")

    assert "Xử lý tài sản công" in body
    assert "Xác nhận chưa có" not in body
    assert post(coverage, "1", who="leader", answer="absent").status_code == 404
    assert page(f"{coverage.address}tasks/1/", "leader", 404) == ""
    assert not PairingDecision.objects.exists()


@pytest.mark.parametrize("who", ["lan", "stranger", "outsider", "hoa", "administrator"])
def test_drafts_are_compared_only_by_who_may_read_them(page, coverage, who):
    page(coverage.address, who, 404)
    page(f"{coverage.address}export.xlsx", who, 404)
    page(f"/plans/{coverage.ours.uid}/compare/", who, 404)


def test_plans_in_force_are_compared_by_every_reader_of_the_agency(page, in_force):
    value = deepcopy(READING)
    value["document"]["year"] = 2025
    one, other = in_force(), in_force(value)

    assert "nhiệm vụ" in page(f"/plans/{one.uid}/compare/years/{other.uid}/", "lan")
    assert "nhiệm vụ" in page(f"/plans/{one.uid}/compare/years/{other.uid}/", "hoa")
    page(f"/plans/{one.uid}/compare/years/{other.uid}/", "stranger", 404)


def test_a_plan_is_not_compared_with_itself_nor_asked_what_does_not_exist(page, coverage):
    uid, other = coverage.ours.uid, coverage.theirs.uid

    page(f"/plans/{uid}/compare/coverage/{uid}/", status=404)
    page(f"/plans/{uid}/compare/why/{other}/", status=404)
    page(f"{coverage.address}tasks/99/", status=404)


def test_a_late_annex_is_no_plan_to_compare(page, coverage, in_force):
    Draft.objects.filter(pk=coverage.theirs.draft.pk).update(annex_of=in_force())

    page(coverage.address, status=404)


def test_the_database_is_asked_the_same_however_many_tasks_there_are(
    client, cast, at, coverage, make
):
    client.force_login(cast.coordinator)

    def grow():
        draft = coverage.theirs.draft
        more = [plain_task(f"{n}", f"Rà soát thủ tục số {n}", ["Các sở"]) for n in range(5, 60)]
        draft.value["tasks"] += more
        draft.save()
        for task in more[:20]:
            decide_pairing(
                facing=coverage, task_key=task["key"], choice="absent", seen_version=0,
                by=cast.leader, at=at,
            )  # fmt: skip

    assert_constant_queries(client, coverage.address, grow)


def test_the_choice_asks_the_same_however_many_plans_there_are(client, cast, ours, make, above):
    client.force_login(cast.coordinator)
    tasks = [plain_task("1", "Rà soát", ["Các sở"])]

    assert_constant_queries(
        client,
        f"/plans/{ours.uid}/compare/",
        lambda: [make(reading(tasks, issuer=f"Sở {n}", year=2026)) for n in "ABCDEF"],
    )
