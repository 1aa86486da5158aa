"""Pages that are pictures are recognised: whole scans, single pages among printed ones, photographs."""

import tempfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from cchc.reading import read_file
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import guard, limits, load, programs
from cchc.reading.inputs.pages.lines import line_of, rows_of
from cchc.reading.inputs.scan import clean, frames, rules
from cchc.reading.inputs.scan.numerals import counted
from cchc.reading.inputs.scan.page import recognise
from cchc.reading.inputs.scan.places import Turn
from cchc.reading.inputs.scan.words import Found
from tests.corpus.scans import DPI, as_pdf, as_pngs, as_tiff, drawn, scanned, typeset, worn
from tests.reading.agreement import compare
from tests.reading.cases import CORPUS, load_case

ITEMS, TABLE = CORPUS / "bullets" / "expected.json", CORPUS / "annex-html" / "expected.json"


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """The folder in which temporary folders are made, so that what stays behind is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def without_recogniser(monkeypatch) -> None:
    monkeypatch.setattr(programs, "has_recogniser", lambda: False)


def test_a_scanned_plan_gives_the_tasks_of_the_typed_one(tesseract, tmp_path, temporary):
    files, expected = load_case(ITEMS)
    told = []
    path = as_pdf(scanned(files), tmp_path / "ke-hoach.pdf")

    plan = read_file(path, progress=lambda *said: told.append(said))

    assert compare("bullets", plan, expected).f1 >= 0.9
    assert [said for said in told if said[0] == "ocr"] == [("ocr", at, 2) for at in range(3)]
    assert list(temporary.iterdir()) == []


def test_a_crooked_table_keeps_its_words_and_places_and_every_field_is_marked(tesseract, tmp_path):
    """Two degrees; the box is told on the page as it was scanned."""
    files, expected = load_case(TABLE)
    printed = tmp_path / "in.pdf"
    printed.write_bytes(typeset(files))
    (page,) = drawn(printed.read_bytes())

    plan = read_file(as_tiff([worn(page, 2.0, seed=3)], tmp_path / "quet.tiff"))

    assert compare("annex-html", plan, expected).f1 == 1.0
    task = plan.tasks[0]
    fields = ("text", "lead", "coordinating", "products", "issued_by", "funding", "time")
    assert task.marks == {name: ["ocr"] for name in fields if getattr(task, name)}
    told = next(each.message for each in plan.findings if each.code == "pages-scanned")
    assert "chữ ở trang 1 do máy nhận dạng" in told
    level = read_file(printed).tasks[0].source.box
    assert level is not None
    assert task.source.box is not None
    crooked = Turn(-2.0, page.width * 72 / DPI, page.height * 72 / DPI).back(level[1:])
    assert task.source.box[1:] == pytest.approx(crooked, abs=3)


def test_a_page_that_lies_on_its_side_is_put_upright(tesseract, tmp_path):
    files, expected = load_case(TABLE)
    printed = tmp_path / "in.pdf"
    printed.write_bytes(typeset(files))
    (page,) = drawn(printed.read_bytes())

    plan = read_file(as_pdf([page.rotate(90, expand=True)], tmp_path / "quet.pdf"))

    assert compare("annex-html", plan, expected).f1 == 1.0
    level, found = read_file(printed).tasks[0].source.box, plan.tasks[0].source.box
    assert level is not None
    assert found is not None
    assert found[1:] == pytest.approx(Turn(0, 595.3, 841.9, 3).back(level[1:]), abs=3)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_places_on_a_page_put_upright_are_told_where_they_were(quarters):
    lying = Image.new("L", (60, 100), 255)
    lying.putpixel((10, 70), 0)
    upright = lying.rotate(90 * quarters, expand=True)
    (dot,) = [at for at, value in enumerate(upright.tobytes()) if value == 0]
    x, y = dot % upright.width + 0.5, dot // upright.width + 0.5
    was = Turn(0, upright.width, upright.height, quarters).back((x, y, x, y))
    assert was == pytest.approx((10.5, 70.5, 10.5, 70.5))


def test_roman_numerals_are_counted_on_the_picture(tesseract, pdf, tmp_path):
    """The recogniser alone takes III for II and forgets the full stop behind capitals."""
    lines = [
        "I. MỤC ĐÍCH", "II. TỔ CHỨC THỰC HIỆN", "III. NHIỆM VỤ", "VIII. TỔ CHỨC", "Quý I năm 2026",
        "Trong quý III năm 2026", "Quý II - III/2026", "Quý IV năm 2026",
    ]  # fmt: skip
    (page,) = drawn(pdf("\n\n".join(lines)).read_bytes())
    words = recognise(as_pdf([worn(page, 0.5, seed=2)], tmp_path / "quet.pdf"), 1).words
    assert [line_of(1, row).text for row in rows_of(words)] == lines


@pytest.mark.parametrize(
    ("read", "strokes", "said"),
    [
        ("L.", 1, "I."),
        ("II", 3, "III"),
        ("H/2026", 2, "II/2026"),
        ("l)", 1, "l)"),
        ("Il.", 5, "Il."),
    ],
)
def test_a_numeral_has_as_many_ones_as_there_are_strokes(tmp_path, read, strokes, said):
    """Item l) stands between k) and m); more strokes than a numeral has are something else."""
    page = Image.new("L", (200, 60), 255)
    for at in range(strokes):
        ImageDraw.Draw(page).rectangle((12 + 20 * at, 10, 18 + 20 * at, 45), fill=0)
    page.save(tmp_path / "page.png")
    word = Found(read, 10, 10, 190, 46, 46, 58)
    assert [each.text for each in counted([word], tmp_path / "page.png")] == [said]


def test_only_the_pages_without_text_are_recognised(tesseract, tmp_path):
    printed = pypdfium2.PdfDocument(typeset(load_case(ITEMS)[0]))
    pictures = as_pdf(scanned(load_case(TABLE)[0]), tmp_path / "scan.pdf")
    printed.import_pages(pypdfium2.PdfDocument(pictures))
    path = tmp_path / "ke-hoach.pdf"
    printed.save(path)

    file = load(path)
    plan = read_file(path)

    assert (file.pages, file.scanned) == (3, (3,))
    marked = [
        task.source.page for task in plan.tasks if any("ocr" in m for m in task.marks.values())
    ]
    assert marked
    assert set(marked) == {3}


def test_without_the_recogniser_a_scan_is_refused_and_a_single_picture_is_told_of(
    tmp_path, without_recogniser
):
    pictures = as_pdf(scanned(load_case(TABLE)[0]), tmp_path / "scan.pdf")
    with pytest.raises(UnreadableFile, match="tesseract-ocr-vie"):
        load(pictures)
    printed = pypdfium2.PdfDocument(typeset(load_case(ITEMS)[0]))
    printed.import_pages(pypdfium2.PdfDocument(pictures))
    path = tmp_path / "ke-hoach.pdf"
    printed.save(path)
    finding = next(each for each in read_file(path).findings if each.code == "pages-not-read")
    assert "trang 3 là ảnh quét nên chưa đọc được" in finding.message


def test_a_picture_of_an_annex_is_read_behind_a_typed_body(tesseract, tmp_path):
    """As offices send it: the plan as a document, the signed annex from the scanner."""
    body, annex = load_case(CORPUS / "annex-markdown" / "expected.json")[0]
    expected = load_case(CORPUS / "annex-markdown" / "expected.json")[1]
    (picture,) = as_pngs(scanned([annex]), tmp_path)

    plan = read_file(body, picture)

    assert compare("annex-markdown", plan, expected).f1 >= 0.9
    assert {(task.source.file, task.source.page) for task in plan.tasks} == {(1, 1)}
    assert "ocr" in plan.tasks[0].marks["lead"]


def test_photographs_of_single_pages_are_one_document_and_all_that_is_read_is_marked(
    tesseract, tmp_path
):
    files, expected = load_case(ITEMS)
    pages = as_pngs(scanned(files), tmp_path)
    assert len(pages) > 1

    plan = read_file(*pages)

    assert compare("bullets", plan, expected).f1 >= 0.9
    assert {task.source.file for task in plan.tasks} == {0, 1}
    assert plan.document.marks["number"] == ["ocr"]
    assert plan.document.marks["signer.name"] == ["ocr"]
    assert {name for base in plan.legal_bases for name in base.marks} >= {"number", "date"}
    assert all(target.marks["text"] == ["ocr"] for target in plan.targets)
    assert all(one.marks["due"] == ["ocr"] for one in plan.report_deadlines if one.due)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tiff"])
def test_bytes_that_are_no_picture_are_refused(tesseract, tmp_path, name):
    start = {"a.png": b"\x89PNG\r\n\x1a\n", "a.jpg": b"\xff\xd8\xff\xe0", "a.tiff": b"II*\x00"}[
        name
    ]
    path = tmp_path / name
    path.write_bytes(start + b"noise" * 40)
    with pytest.raises(UnreadableFile) as refused:
        load(path)
    assert refused.value.code == "damaged"


def test_a_white_page_has_no_text(tesseract, tmp_path):
    path = tmp_path / "a.png"
    Image.new("L", (1240, 1754), 255).save(path)
    with pytest.raises(UnreadableFile) as refused:
        load(path)
    assert refused.value.code == "no-text"


def test_a_picture_of_far_too_many_dots_is_refused(tesseract, tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    Image.new("1", (1000, 1000), 1).save(path)
    monkeypatch.setattr(limits, "MAX_DOTS", 999_999)
    with pytest.raises(UnreadableFile) as refused:
        load(path)
    assert refused.value.code == "damaged"


def test_a_file_of_too_many_scanned_pages_is_refused(tesseract, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_SCANNED_PAGES", 1)
    page = Image.new("L", (100, 100), 255)
    with pytest.raises(UnreadableFile) as refused:
        load(as_tiff([page, page], tmp_path / "a.tiff"))
    assert refused.value.code == "too-many-scans"


def test_scans_that_take_far_too_long_are_given_up_between_two_pages(
    tesseract, tmp_path, monkeypatch
):
    monkeypatch.setattr(limits, "MAX_SECONDS_OF_SCANS", -1)
    with pytest.raises(UnreadableFile) as refused:
        load(as_tiff([Image.new("L", (100, 100), 255)], tmp_path / "a.tiff"))
    assert refused.value.code == "too-slow"


def test_the_resolution_is_the_files_own_where_it_makes_a_page(tmp_path):
    page, photograph = tmp_path / "a.png", tmp_path / "b.jpg"
    Image.new("L", (1654, 2339), 255).save(page, dpi=(200, 200))
    Image.new("L", (3024, 4032), 255).save(photograph, dpi=(72, 72))
    assert [round(side) for side in frames.frame_size(page, 1)] == [595, 842]
    assert [round(side) for side in frames.frame_size(photograph, 1)] == [595, 794]
    assert guard.check(page) == "png"


def test_rules_are_found_and_letters_are_not():
    page = Image.new("L", (600, 400), 255)
    brush = ImageDraw.Draw(page)
    brush.rectangle((50, 100, 549, 102), fill=0)
    brush.rectangle((200, 100, 203, 359), fill=0)
    brush.rectangle((300, 200, 340, 204), fill=0)  # a dash
    brush.rectangle((400, 150, 520, 260), fill=0)  # a black field
    across, down = rules.horizontal(page, 75), rules.vertical(page, 60)
    assert [(rule.start, rule.end, rule.across) for rule in across] == [(50, 550, 101.0)]
    assert [(rule.start, rule.end, rule.across) for rule in down] == [(100, 360, 201.5)]


@pytest.mark.parametrize("degrees", [-2.0, 0.0, 0.7])
def test_the_tilt_of_a_page_is_measured_and_places_are_turned_back(degrees):
    page = Image.new("L", (1200, 1600), 255)
    brush = ImageDraw.Draw(page)
    for top in range(200, 1400, 60):
        brush.rectangle((150, top, 1050, top + 12), fill=0)
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    measured = clean.tilt(turned)
    assert measured == pytest.approx(-degrees, abs=0.1)
    # A dot near the corner: level on the page that was made level, and where it was before.
    found = Turn(measured, 1200, 1600).back((150.0, 200.0, 150.0, 200.0))
    was = Turn(-degrees, 1200, 1600).back((150.0, 200.0, 150.0, 200.0))
    assert found == pytest.approx(was, abs=2)
    x, y = round(found[0]), round(found[1])
    assert min(turned.crop((x, y, x + 12, y + 12)).tobytes()) == 0
