"""The styles of a Word file, one per component of the decree; its fonts and its language."""

from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from cchc.publishing.layout import SIZES, SPACING
from cchc.publishing.word_xml import element

FONT: Final = "Times New Roman"
_WORD_MODE: Final = "15"  # of Word 2013 and later; a lower one opens in compatibility mode
_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
_LEFT = WD_ALIGN_PARAGRAPH.LEFT


@dataclass(frozen=True, slots=True)
class Look:
    """One style: the name people see in Word, its id in the file, and how it prints."""

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = _CENTER
    first_line_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    lines: float = 1
    keep_next: bool = False
    outline: int | None = None


def _text(style_id: str, name: str, **more: bool | int) -> Look:
    return Look(
        style_id,
        name,
        SIZES.text,
        align=_JUSTIFY,
        first_line_mm=SPACING.first_line,
        after_pt=SPACING.between,
        lines=SPACING.lines,
        **more,  # type: ignore[arg-type]
    )


LOOKS: Final = (
    Look("Country", "Quốc hiệu", SIZES.country, bold=True),
    Look("Motto", "Tiêu ngữ", SIZES.motto, bold=True),
    Look("ParentAgency", "Cơ quan chủ quản", SIZES.agency),
    Look("Agency", "Cơ quan ban hành", SIZES.agency, bold=True),
    Look("Number", "Số, ký hiệu", SIZES.number, before_pt=4),
    Look("LetterSubject", "Trích yếu công văn", SIZES.letter_subject, before_pt=3),
    Look("PlaceDate", "Địa danh, thời gian", SIZES.date, italic=True, before_pt=4),
    Look("Kind", "Tên loại văn bản", SIZES.title, bold=True, before_pt=14, keep_next=True),
    Look("Subject", "Trích yếu", SIZES.title, bold=True, keep_next=True),
    Look("Rule", "Đường kẻ", 2, before_pt=4),
    Look("Addressee", "Kính gửi", SIZES.text, align=_LEFT, before_pt=3, after_pt=3),
    _text("Basis", "Căn cứ", italic=True),
    _text("Content", "Nội dung"),
    _text("BodyItem", "Điểm, gạch đầu dòng"),
    Look("TableHead", "Tiêu đề cột", SIZES.table, bold=True, before_pt=2, after_pt=2),
    Look("TableText", "Ô bảng", SIZES.table, align=_LEFT, before_pt=1, after_pt=1),
    Look("TableEnd", "Sau bảng", 6),
    Look("Authority", "Quyền hạn, chức vụ", SIZES.signature, bold=True, keep_next=True),
    Look("SignerName", "Họ tên người ký", SIZES.signature, bold=True),
    Look("RecipientsHead", "Nơi nhận", SIZES.recipients_head, bold=True, italic=True, align=_LEFT),
    Look("Recipients", "Danh sách nơi nhận", SIZES.recipients, align=_LEFT),
    Look("AppendixLabel", "Phụ lục", SIZES.title, bold=True, outline=0, keep_next=True),
    Look("AppendixTitle", "Tên phụ lục", SIZES.title, bold=True, keep_next=True),
    Look("AppendixSubtitle", "Kèm theo văn bản", SIZES.text, italic=True, keep_next=True),
)


def prepare_styles(word: Document, language: str) -> None:
    """Give a new file the decree's styles; headings keep Word's own, which make its outline."""
    _defaults(word, language)
    normal = word.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    # What a clerk adds later (a table, say) starts from Normal and must not inherit the indent.
    _apply(normal, Look("Normal", "Normal", SIZES.text, align=_LEFT))
    for level in range(1, 5):
        heading = word.styles[f"Heading {level}"]
        assert isinstance(heading, ParagraphStyle)
        look = _text("Heading", "Heading", bold=level < 3, keep_next=True)
        _apply(heading, look)
    for look in LOOKS:
        style = word.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.element.set(qn("w:styleId"), look.id)
        style.base_style = normal
        _apply(style, look)
    header = word.styles["Header"]
    assert isinstance(header, ParagraphStyle)
    _apply(header, Look("Header", "Header", SIZES.page_number))


def _apply(style: ParagraphStyle, look: Look) -> None:
    font, form = style.font, style.paragraph_format
    font.name, font.size = FONT, Pt(look.size)
    font.bold, font.italic = look.bold, look.italic
    font.color.rgb = RGBColor(0, 0, 0)
    _name_fonts(style.element.get_or_add_rPr())
    form.alignment = look.align
    form.first_line_indent = Mm(look.first_line_mm)
    form.space_before, form.space_after = Pt(look.before_pt), Pt(look.after_pt)
    form.line_spacing = Pt(look.size) if look.id == "Rule" else look.lines
    form.keep_with_next = look.keep_next
    form.keep_together = False
    form.widow_control = True
    if look.outline is not None:
        style.element.get_or_add_pPr().append(element("outlineLvl", val=look.outline))


def _name_fonts(properties: BaseOxmlElement) -> None:
    fonts = properties.find(qn("w:rFonts"))
    assert fonts is not None
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        if qn(f"w:{script}") in fonts.attrib:
            del fonts.attrib[qn(f"w:{script}")]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _defaults(word: Document, language: str) -> None:
    properties = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _name_fonts(properties)
    spoken = properties.find(qn("w:lang"))
    for script in ("val", "eastAsia"):
        spoken.set(qn(f"w:{script}"), language)
    settings = word.settings.element
    wanted = {"themeFontLang": language, "decimalSymbol": ",", "listSeparator": ";"}
    for tag, value in wanted.items():
        for found in settings.iter(qn(f"w:{tag}")):
            found.set(qn("w:val"), value)
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), _WORD_MODE)
