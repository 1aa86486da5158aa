"""Builders of the files under test: raw WordprocessingML for what no library writes, and PDFs."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "tinos"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)

WordBuilder = Callable[..., Path]
PdfBuilder = Callable[..., Path]


def _relations(*parts: str) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(part.split("=") for part in parts)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'


@pytest.fixture
def word(tmp_path: Path) -> WordBuilder:
    """`word(body, numbering="", styles="", **parts)` writes a .docx from the insides of its parts."""

    def build(
        body: str,
        numbering: str = "",
        styles: str = "",
        *,
        name: str = "ke-hoach.docx",
        prolog: str = "",
        extra: dict[str, bytes] | None = None,
    ) -> Path:
        path = tmp_path / name
        members = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relations("officeDocument=word/document.xml"),
            "word/_rels/document.xml.rels": _relations(
                "styles=styles.xml", "numbering=numbering.xml"
            ),
            "word/document.xml": f"{prolog}<w:document {_NAMESPACES}><w:body>{body}</w:body>"
            "</w:document>",
            "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>",
            "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in members.items():
                archive.writestr(member, text)
            for member, data in (extra or {}).items():
                archive.writestr(member, data)
        return path

    return build


@pytest.fixture
def pdf(tmp_path: Path) -> PdfBuilder:
    """`pdf(markup)` typesets a .pdf in A4 with the margins and the 13 pt face of official papers."""

    def build(markup: str, name: str = "ke-hoach.pdf") -> Path:
        source, target = tmp_path / "source.typ", tmp_path / name
        source.write_text(
            '#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))\n'
            '#set text(font: "Tinos", size: 13pt, lang: "vi")\n#set par(justify: true)\n' + markup,
            encoding="utf-8",
        )
        typst.compile(
            str(source), output=str(target), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
        return target

    return build
