"""Whatever happens to a file, a reader gives blocks or its own refusal: never another exception."""

import contextlib
import io
import re
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
import typst
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import docx, guard, pdf, xlsx

FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "tinos"
READERS = {"docx": docx.read, "xlsx": xlsx.read, "pdf": pdf.read}
CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), max_size=6
)
LENIENT = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One sound file of each kind, made by the libraries that offices' programs resemble."""
    folder = tmp_path_factory.mktemp("originals")
    document = python_docx.Document()
    document.add_paragraph("Mục đích", style="List Number")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Nhiệm vụ"
    document.save(str(folder / "a.docx"))
    with xlsxwriter.Workbook(folder / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "PHỤ LỤC")
        sheet.write_row("A2", ["TT", "Nhiệm vụ", "Chủ trì"])
        sheet.write_row("A3", [1, 0.5, "Phòng A"], book.add_format({"num_format": "0%"}))
    (folder / "a.typ").write_text(
        '#set text(font: "Tinos")\nKế hoạch\n#table(columns: 2, [TT], [Nhiệm vụ], [1], [a])',
        encoding="utf-8",
    )
    typst.compile(
        str(folder / "a.typ"),
        output=str(folder / "a.pdf"),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    return {kind: (folder / f"a.{kind}").read_bytes() for kind in READERS}


def attempt(path: Path, data: bytes, kind: str) -> None:
    """Guard, then reader, then the reader alone: the guard must not be what keeps it from crashing."""
    path.write_bytes(data)
    for step in (lambda: guard.check(path), lambda: READERS[kind](path, 0)):
        found = None
        with contextlib.suppress(UnreadableFile):
            found = step()
        assert not isinstance(found, ReadFile) or found.blocks


def changed(data: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    mutated = bytearray(data)
    for where, new in changes:
        start = int(where * len(mutated))
        mutated[start : start + len(new)] = new
    return bytes(mutated)


@pytest.mark.parametrize("kind", READERS)
def test_sound_originals_are_read(kind, originals, tmp_path):
    path = tmp_path / f"a.{kind}"
    path.write_bytes(originals[kind])
    assert guard.check(path) == kind
    assert READERS[kind](path, 0).blocks


@pytest.mark.parametrize("kind", READERS)
@LENIENT
@given(changes=CHANGES, cut=st.floats(0.05, 1))
def test_changed_bytes_and_cut_ends(kind, originals, tmp_path, changes, cut):
    data = originals[kind]
    attempt(tmp_path / f"a.{kind}", changed(data[: int(len(data) * cut)], changes), kind)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@LENIENT
@given(data=st.data())
def test_changed_and_missing_parts_inside_a_sound_archive(kind, originals, tmp_path, data):
    with zipfile.ZipFile(io.BytesIO(originals[kind])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    dropped = data.draw(st.sets(st.sampled_from(sorted(members)), max_size=3))
    target = data.draw(st.sampled_from(sorted(members)))
    members[target] = changed(members[target], data.draw(CHANGES))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            if name not in dropped:
                archive.writestr(name, content)
    attempt(tmp_path / f"a.{kind}", out.getvalue(), kind)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@LENIENT
@given(data=st.data())
def test_swapped_numbers_in_xml(kind, originals, tmp_path, data):
    """Counts, indices, spans and ids become any number, negative and enormous ones too."""
    with zipfile.ZipFile(io.BytesIO(originals[kind])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(
        name for name in members if re.search(r"(document|numbering|styles|sheet\d)", name)
    )
    target = data.draw(st.sampled_from(names))
    number = data.draw(
        st.sampled_from([b"-1", b"0", b"7", b"99999999999999999999", b"1e999", b"x", b"", b"16384"])
    )
    places = list(re.finditer(rb'(?<=")\d+(?=")', members[target]))
    if places:
        place = data.draw(st.sampled_from(places))
        content = members[target]
        members[target] = content[: place.start()] + number + content[place.end() :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    attempt(tmp_path / f"a.{kind}", out.getvalue(), kind)


@pytest.mark.parametrize("kind", READERS)
@LENIENT
@given(data=st.binary(max_size=400))
def test_any_bytes_at_all(kind, tmp_path, data):
    attempt(tmp_path / f"a.{kind}", data, kind)
