"""A drawing in a Word file: the SVG as a PNG of print quality, which every Word shows, with its words for readers."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final, cast

import typst
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from cchc.publishing.document import Picture
from cchc.publishing.fonts import font_directory, with_stand_ins
from cchc.publishing.layout import printable
from cchc.publishing.pdf import faces
from cchc.publishing.word_xml import element, paragraph

_POINTS_PER_INCH: Final = 220
_PAGE: Final = (
    b"#set page(width: auto, height: auto, margin: 0pt)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg")'
)


def picture(word: Document, node: Picture, *, room_mm: float) -> list[BaseOxmlElement]:
    """The picture's paragraph, and its caption's when there is one."""
    width = Mm(min(node.width, room_mm))
    made = paragraph("", "TableText", align="center", keep_next=bool(node.caption))
    inline = word.part.new_pic_inline(BytesIO(png_of(node.svg)), width=width)
    properties = inline.find(qn("wp:docPr"))
    assert properties is not None
    properties.set("descr", printable(node.alt))
    run = element("r")
    drawing = element("drawing")
    drawing.append(cast(BaseOxmlElement, inline))
    run.append(drawing)
    made.append(run)
    parts = [made]
    if node.caption:
        parts.append(paragraph(node.caption, "TableText", align="center", italic=True))
    return [*parts, paragraph("", "TableEnd")]


@lru_cache(maxsize=32)
def png_of(svg: str, *, fonts: Path | None = None) -> bytes:
    """The drawing as PNG in its own size, text in our fonts only. The same drawing always gives the same bytes.

    Raises FontsMissing without the fonts.
    """
    directory = font_directory(fonts)
    made = typst.compile(
        _PAGE,
        format="png",
        ppi=_POINTS_PER_INCH,
        font_paths=faces(directory),
        ignore_system_fonts=True,
        sys_inputs={"svg": with_stand_ins(printable(svg), directory)},
    )
    assert isinstance(made, bytes)
    return made
