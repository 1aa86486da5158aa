"""An official document as PDF/A-2a and PDF/UA-1, in the same look as the Word file.

The template `official.typ` lays out values from JSON; text never becomes markup, so no character of it
has a meaning there.
"""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from cchc.publishing import layout
from cchc.publishing.document import (
    Appendix,
    Cell,
    Heading,
    Item,
    Node,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    TableNode,
    Text,
    runs_of,
)
from cchc.publishing.fonts import FAMILY, font_directory, with_stand_ins

STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
_TEMPLATE: Final = Path(__file__).with_name("official.typ")
# A longer word (an address, a code) may break after its slashes, dots and hyphens in a table cell.
_LONG_WORD: Final = 24
_ZERO_WIDTH_SPACE: Final = "\u200b"

Json = dict[str, Any]


def write_pdf(document: OfficialDocument, *, fonts: Path | None = None) -> bytes:
    """The document as PDF/A-2a + PDF/UA-1, with embedded fonts and bookmarks.

    fonts: folder with the Tinos faces; the repository's front-end packages when None. No font of the
    machine is used, so that the same document gives the same pages everywhere.
    Raises FontsMissing when the folder does not hold them.
    """
    directory = font_directory(fonts)
    data = json.dumps(_Values(directory).document(document), ensure_ascii=False)
    return typst.compile(
        _template(),
        font_paths=faces(directory),
        ignore_system_fonts=True,
        sys_inputs={"document": data},
        pdf_standards=[*STANDARDS],
    )


class _Values:
    """Turns a document into the JSON that the template expects, every string made printable."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._level = 0

    def document(self, document: OfficialDocument) -> Json:
        made = layout.made_on(document)
        return {
            "family": FAMILY,
            "language": document.language.split("-")[0],
            "title": self._text(layout.document_title(document)),
            "author": self._text(layout.issuer_name(document)),
            "made": [made.year, made.month, made.day],
            "page": asdict(layout.PAGE),
            "sizes": asdict(layout.SIZES),
            "spacing": asdict(layout.SPACING),
            "rule_share": layout.SHORT_RULE_SHARE,
            "main": None if document.appendices_only else self._main(document),
            "appendices": [self._appendix(appendix) for appendix in document.appendices],
        }

    def _main(self, document: OfficialDocument) -> Json:
        signature = document.signature
        return {
            "parent_issuer": self._optional(document.parent_issuer, upper=True),
            "issuer": self._text(document.issuer.upper()),
            "number": self._text(layout.number_line(document)),
            "letter_subject": self._optional(layout.subject_of_letter(document)),
            "country": layout.COUNTRY,
            "motto": layout.MOTTO,
            "date": self._text(layout.date_line(document)),
            "kind": self._optional(document.kind, upper=True),
            "subject": self._text(document.subject),
            "addressed_to": self._addressees(document.addressed_to),
            "preamble": self._lines(layout.preamble_lines(document.preamble)),
            "body": [self._node(node) for node in document.body],
            "recipients": self._lines(layout.listed(document.recipients)),
            "authority": self._lines(
                tuple(line.upper() for line in signature.authority_lines) if signature else ()
            ),
            "signer": self._text(signature.name or "") if signature else "",
        }

    def _addressees(self, names: tuple[str, ...]) -> list[str]:
        if len(names) == 1:
            return [self._text(layout.addressed_line(names[0]))]
        return self._lines(layout.listed(names))

    def _appendix(self, appendix: Appendix) -> Json:
        self._level = 1
        return {
            "label": self._text(layout.appendix_label(appendix)),
            "title": self._text(appendix.title.upper()),
            "subtitle": self._optional(appendix.subtitle),
            "landscape": appendix.landscape,
            "body": [self._node(node) for node in appendix.body],
        }

    def _node(self, node: Node) -> Json:
        match node:
            case Heading():
                return self._heading(node)
            case Paragraph():
                return {
                    "kind": "paragraph",
                    "runs": self._runs(node.text),
                    "align": node.align,
                    "leads_on": layout.leads_on(node.text),
                }
            case Item():
                marker = (Run(f"{node.marker} "),) if node.marker else ()
                runs = self._runs((*marker, *runs_of(node.text)))
                return {
                    "kind": "item",
                    "runs": runs,
                    "depth": node.depth,
                    "leads_on": layout.leads_on(node.text),
                }
            case TableNode():
                return self._table(node)
            case Picture():
                return {
                    "kind": "picture",
                    "svg": self._text(node.svg),
                    "alt": self._text(node.alt),
                    "width": node.width,
                    "caption": self._optional(node.caption),
                }
            case PageBreak():
                return {"kind": "page_break"}

    def _heading(self, node: Heading) -> Json:
        text = " ".join(filter(None, (node.number, layout.heading_text(node))))
        if not self._text(text).strip():
            return self._node(Paragraph(""))
        # PDF/UA refuses an outline that skips a level; the look stays that of the level asked for.
        self._level = min(node.level, self._level + 1)
        return {
            "kind": "heading",
            "level": self._level,
            "bold": layout.is_bold_heading(node),
            "text": self._text(text),
        }

    def _table(self, node: TableNode) -> Json:
        return {
            "kind": "table",
            "weights": [column.weight for column in node.columns],
            "aligns": [column.align for column in node.columns],
            "repeat": node.repeat_header,
            "whole": layout.is_small_table(node.rows),
            "header": [self._row(row) for row in node.header_rows],
            "rows": [self._row(row) for row in node.rows],
        }

    def _row(self, row: tuple[Cell, ...]) -> list[Json]:
        whole, leads = layout.is_short_row(row), layout.leads_rows(row)
        return [
            {
                "lines": [_breakable(self._text(line)) for line in cell.lines],
                "bold": cell.bold,
                "italic": cell.italic,
                "align": cell.align,
                "col_span": cell.col_span,
                "row_span": cell.row_span,
                "whole": whole,
                "leads": leads,
            }
            for cell in row
        ]

    def _runs(self, text: Text) -> list[Json]:
        return [
            {"text": self._text(run.text), "bold": run.bold, "italic": run.italic}
            for run in runs_of(text)
        ]

    def _lines(self, lines: tuple[str, ...]) -> list[str]:
        return [self._text(line) for line in lines]

    def _optional(self, text: str | None, *, upper: bool = False) -> str | None:
        if not text:
            return None
        return self._text(text.upper() if upper else text)

    def _text(self, text: str) -> str:
        return with_stand_ins(layout.printable(text), self._fonts)


def _breakable(line: str) -> str:
    if len(line) <= _LONG_WORD:
        return line
    return " ".join(_breakable_word(word) for word in line.split(" "))


def _breakable_word(word: str) -> str:
    if len(word) <= _LONG_WORD:
        return word
    return "".join(
        char + _ZERO_WIDTH_SPACE if char in "/._-@?&=" or place % _LONG_WORD == 0 else char
        for place, char in enumerate(word, 1)
    )


@lru_cache(maxsize=4)
def faces(directory: Path) -> typst.Fonts:
    """The faces of a folder, and no other font of the machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[directory]
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
