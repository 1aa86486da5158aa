"""A signed file looked at; the trust list."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from cchc.evidence.services import examining, pictures
from cchc.evidence.services.trusting import import_trust
from cchc.tasks.services.proving import NewEvidence, add_evidence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.factories import signed
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_a_signed_file_is_looked_at_beside_its_signatures(page_for, cast, axe, look):
    now = clock.now()
    ca, other = signed.Authority(at=now), signed.Authority("CA khác", at=now)
    leader = ca.issue("Nguyễn Văn An", organisation="Sở Khoa học và Công nghệ")
    seal = other.issue("Sở Khoa học và Công nghệ tỉnh Lam Sơn")

    def both() -> bytes:
        plain = signed.plain_pdf("Ke hoach cai cach hanh chinh", "nam 2026")
        one = signed.sign(plain, leader, ca, with_crl=True)
        return signed.sign(one, seal, other, name="Ky2")

    with ThreadPoolExecutor(1) as beside:  # signing runs a loop of its own, as the browser does
        content = beside.submit(both).result()
    import_trust(content=ca.holder.der, source="Trang chính thức", by=cast.administrator, at=now)
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.every("annual")])
    new = NewEvidence(name="ke-hoach-da-ky.pdf", chunks=[content], media_type="application/pdf")
    row = task.occurrences.get()
    link = add_evidence(occurrence=row, new=new, by=cast.minh, at=now)
    done = Result(delivered_on=clock.today(), document_number="19/KH-SKHCN")
    record_fact(occurrence=row, result=done, by=cast.minh, at=now, seen=row.version)
    examining.examine(stored=link.stored, at=now)
    pictures.draw_pages(link.stored_id, 1)

    page = page_for(cast.minh)
    page.goto(f"/tasks/{task.uid}/")
    axe(page)
    look(page, "task-with-signed-file")
    page.get_by_role("link", name="ke-hoach-da-ky.pdf", exact=True).click()
    expect(page.get_by_role("heading", name="Chữ ký số của cơ quan")).to_be_visible()
    expect(page.get_by_text("Chưa xác minh được chứng thư")).to_be_visible()
    expect(page.get_by_alt_text("Trang 1")).to_be_visible()
    axe(page)
    look(page, "file")

    page.get_by_role("link", name="Tìm kiếm").click()
    page.get_by_label("Từ cần tìm").fill("ke hoach cai cach")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("link", name="ke-hoach-da-ky.pdf")).to_be_visible()
    axe(page)
    look(page, "search")


def test_the_trust_list_is_kept_by_a_file_of_certificates(page_for, cast, axe, look, tmp_path):
    root = tmp_path / "goc.pem"
    root.write_text(signed.Authority(at=clock.now()).holder.pem)
    page = page_for(cast.administrator)
    page.goto("/files/trust/")
    axe(page)
    page.get_by_label("Tệp chứng thư").set_input_files(root)
    page.get_by_label("Nguồn").fill("Trang chính thức, tải ngày 10/3/2026")
    page.get_by_role("button", name="Nhập").click()
    expect(page.get_by_text("Đã nhập vào danh sách tin cậy")).to_be_visible()
    axe(page)
    look(page, "trust")
