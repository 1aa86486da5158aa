"""An official document as an editable Word file, in the layout of NĐ 30/2020/NĐ-CP."""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from cchc.publishing import layout
from cchc.publishing.document import (
    Appendix,
    Heading,
    Item,
    Node,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    TableNode,
    runs_of,
)
from cchc.publishing.layout import PAGE, SIZES, SPACING
from cchc.publishing.word_pictures import picture
from cchc.publishing.word_styles import prepare_styles
from cchc.publishing.word_tables import ruled_table
from cchc.publishing.word_xml import (
    element,
    gap,
    keep_with_next,
    page_break,
    page_number_field,
    paragraph,
    rule,
    table,
    table_cell,
    table_row,
    twips,
)

_POINTS_PER_MM: Final = 72 / 25.4
# Widths of bold Times in ems per letter, enough to size a rule; the motto's own is measured.
_EM_CAPITAL: Final = 0.62
_EM_SMALL: Final = 0.47
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def write_docx(document: OfficialDocument) -> bytes:
    """The document as a .docx file: real heading styles, marked table headers, its language set.

    The same document always gives the same bytes: no clock is read (see `layout.made_on`).
    """
    word = docx.Document()
    prepare_styles(word, document.language)
    _properties(word, document)
    section = word.sections[0]
    _page(section, landscape=document.appendices_only and document.appendices[0].landscape)
    _page_number(section)
    if not document.appendices_only:
        _main(word, document)
    for place, appendix in enumerate(document.appendices):
        if place or not document.appendices_only:
            section = word.add_section(WD_SECTION.NEW_PAGE)
            _page(section, landscape=appendix.landscape)
        _append(word, _appendix(word, appendix, room_mm=_room(landscape=appendix.landscape)))
    return _saved(word)


def _main(word: Document, document: OfficialDocument) -> None:
    room = _room(landscape=False)
    parts = [_letterhead(document), *_title(document), *_addressees(document)]
    parts += [paragraph(line, "Basis") for line in layout.preamble_lines(document.preamble)]
    parts += _nodes(word, document.body, room_mm=room)
    if document.signature is not None or document.recipients:
        if document.body and isinstance(document.body[-1], Paragraph | Item):
            keep_with_next(parts[-1])
        parts.append(_closing(document, room_mm=room))
    parts.append(paragraph("", "TableEnd"))
    _append(word, parts)


def _append(word: Document, parts: list[BaseOxmlElement]) -> None:
    body = word.element.body
    last = body.sectPr
    for part in parts:
        last.addprevious(part)


def _letterhead(document: OfficialDocument) -> BaseOxmlElement:
    left_mm = SPACING.letterhead_left
    right_mm = _room(landscape=False) - left_mm
    left = []
    if document.parent_issuer:
        left.append(paragraph(document.parent_issuer.upper(), "ParentAgency"))
    left.append(paragraph(document.issuer.upper(), "Agency"))
    left.append(_short_rule(document.issuer, left_mm, SIZES.agency * _EM_CAPITAL))
    left.append(paragraph(layout.number_line(document), "Number"))
    letter = layout.subject_of_letter(document)
    if letter is not None:
        left.append(paragraph(letter, "LetterSubject"))
    right = [
        paragraph(layout.COUNTRY, "Country"),
        paragraph(layout.MOTTO, "Motto"),
        rule(
            width_pt=len(layout.MOTTO) * SIZES.motto * _EM_SMALL,
            room_pt=right_mm * _POINTS_PER_MM,
            style="Rule",
        ),
        paragraph(layout.date_line(document), "PlaceDate"),
    ]
    return _side_by_side(left, right, left_mm=left_mm, right_mm=right_mm)


def _title(document: OfficialDocument) -> list[BaseOxmlElement]:
    if document.kind is None:
        return [paragraph("", "TableEnd")]
    room = _room(landscape=False)
    return [
        paragraph(document.kind.upper(), "Kind"),
        paragraph(document.subject, "Subject"),
        _short_rule(document.subject, room, SIZES.title * _EM_SMALL),
        paragraph("", "TableEnd"),
    ]


def _addressees(document: OfficialDocument) -> list[BaseOxmlElement]:
    names = document.addressed_to
    if not names:
        return []
    if len(names) == 1:
        line = layout.addressed_line(names[0])
        return [paragraph(line, "Addressee", align="center"), paragraph("", "TableEnd")]
    lines = [paragraph("Kính gửi:", "Addressee", indent_mm=30)]
    lines += [paragraph(line, "Addressee", indent_mm=45) for line in layout.listed(names)]
    return [*lines, paragraph("", "TableEnd")]


def _nodes(word: Document, nodes: tuple[Node, ...], *, room_mm: float) -> list[BaseOxmlElement]:
    parts: list[BaseOxmlElement] = []
    for node in nodes:
        parts += _node(word, node, room_mm=room_mm)
    return parts


def _node(word: Document, node: Node, *, room_mm: float) -> list[BaseOxmlElement]:
    match node:
        case Heading():
            text = " ".join(filter(None, (node.number, layout.heading_text(node))))
            return [paragraph(text, f"Heading{node.level}")]
        case Paragraph():
            align = None if node.align == "justify" else node.align
            keep = layout.leads_on(node.text)
            return [paragraph(node.text, "Content", align=align, keep_next=keep)]
        case Item():
            marked = (Run(f"{node.marker} "), *runs_of(node.text)) if node.marker else node.text
            indent = node.depth * SPACING.step if node.depth else None
            keep = layout.leads_on(node.text)
            return [paragraph(marked, "BodyItem", indent_mm=indent, keep_next=keep)]
        case TableNode():
            return [ruled_table(node, room=twips(room_mm)), paragraph("", "TableEnd")]
        case Picture():
            return picture(word, node, room_mm=room_mm)
        case PageBreak():
            return [page_break()]


def _closing(document: OfficialDocument, *, room_mm: float) -> BaseOxmlElement:
    left = []
    if document.recipients:
        left.append(paragraph("Nơi nhận:", "RecipientsHead"))
        left += [paragraph(line, "Recipients") for line in layout.listed(document.recipients)]
    right = []
    if document.signature is not None:
        signature = document.signature
        right += [paragraph(line.upper(), "Authority") for line in signature.authority_lines]
        right.append(gap(SPACING.signature_room, "Authority"))
        right.append(paragraph(signature.name or "", "SignerName"))
    return _side_by_side(left, right, left_mm=room_mm / 2, right_mm=room_mm / 2)


def _side_by_side(
    left: list[BaseOxmlElement], right: list[BaseOxmlElement], *, left_mm: float, right_mm: float
) -> BaseOxmlElement:
    widths = [twips(left_mm), twips(right_mm)]
    made = table(widths, ruled=False)
    row = table_row(whole=True)
    for content, width in zip((left, right), widths, strict=True):
        row.append(table_cell(content or [paragraph("", "Recipients")], width=width))
    made.append(row)
    return made


def _short_rule(text: str, room_mm: float, letter_pt: float) -> BaseOxmlElement:
    room = room_mm * _POINTS_PER_MM
    line = min(len(text) * letter_pt, room)
    return rule(width_pt=line * layout.SHORT_RULE_SHARE, room_pt=room, style="Rule")


def _appendix(word: Document, appendix: Appendix, *, room_mm: float) -> list[BaseOxmlElement]:
    label = layout.appendix_label(appendix)
    parts = [paragraph(label, "AppendixLabel")] if label else []
    parts.append(paragraph(appendix.title.upper(), "AppendixTitle"))
    if appendix.subtitle:
        parts.append(paragraph(appendix.subtitle, "AppendixSubtitle"))
    parts.append(_short_rule(appendix.title, room_mm, SIZES.title * _EM_SMALL))
    parts.append(paragraph("", "TableEnd"))
    return parts + _nodes(word, appendix.body, room_mm=room_mm)


def _room(*, landscape: bool) -> float:
    return (PAGE.height if landscape else PAGE.width) - PAGE.left - PAGE.right


def _page(section: Section, *, landscape: bool) -> None:
    width, height = (PAGE.height, PAGE.width) if landscape else (PAGE.width, PAGE.height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(PAGE.top), Mm(PAGE.bottom)
    section.left_margin, section.right_margin = Mm(PAGE.left), Mm(PAGE.right)
    section.header_distance = section.footer_distance = Mm(PAGE.number_from_top)
    section.different_first_page_header_footer = True
    properties = section._sectPr
    for old in properties.xpath("w:pgNumType"):
        properties.remove(old)
    properties.insert_element_before(
        element("pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid"
    )


def _page_number(section: Section) -> None:
    line = section.header.paragraphs[0]
    for run in page_number_field():
        line._p.append(run)


def _properties(word: Document, document: OfficialDocument) -> None:
    made = datetime.combine(layout.made_on(document), time(), tzinfo=UTC)
    properties = word.core_properties
    properties.title = layout.printable(layout.document_title(document))
    properties.author = properties.last_modified_by = layout.printable(layout.issuer_name(document))
    properties.comments = ""
    properties.language = document.language
    properties.created = properties.modified = made
    relations = word.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]


def _saved(word: Document) -> bytes:
    raw, made = BytesIO(), BytesIO()
    word.save(raw)
    with (
        zipfile.ZipFile(raw) as packed,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as repacked,
    ):
        for name in packed.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            repacked.writestr(part, packed.read(name))
    return made.getvalue()
