"""Marks that text files carry around the words: Markdown emphasis and headings, stray HTML tags."""

import html
import re
from dataclasses import dataclass

from cchc.core.text import squeeze

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,11}(?:\s[^<>]{0,400})?/?>")
_LINK = re.compile(r"<(https?://[^<>\s]{1,500})>")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_EMPHASIS = re.compile(r"(?<!\w)[*]{1,3}(?=\S)|(?<=\S)[*]{1,3}(?!\w)|[*]{2,3}")
_UNDERSCORES = re.compile(r"(?<!\w)_{1,3}(?=\w)|(?<=[\w.])_{1,3}(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")


@dataclass(frozen=True, slots=True)
class Marked:
    """A cleaned line: its words, and what the marks said about it."""

    text: str
    level: int | None = None
    bold: bool = False
    italic: bool = False


def clean_line(line: str) -> Marked:
    """One line without its marks. A leading ``* `` is a bullet and stays."""
    text = line.strip()
    heading = _HEADING.match(text)
    if heading:
        text = text[heading.end() :].rstrip("#").strip()
    bullet = ""
    if text.startswith("* "):
        bullet, text = "* ", text[2:]
    bold = text.startswith(("**", "<b>", "<strong>"))
    italic = text.startswith(("*", "<i>", "<em>")) and not text.startswith("**")
    text = squeeze(bullet + strip_marks(text))
    return Marked(text, len(heading.group(1)) if heading else None, bold, italic)


def strip_marks(text: str) -> str:
    """Words of a piece of text without emphasis, tags and escapes; ``<br>`` becomes a line break."""
    if "<" in text:
        text = _LINK.sub(r"\1", text)
        text = _BREAK.sub("\n", text)
        text = _TAG.sub("", text)
    if "*" in text:
        text = _EMPHASIS.sub("", text)
    if "_" in text:
        text = _UNDERSCORES.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return html.unescape(text) if "&" in text else text


def cell_lines(text: str) -> tuple[str, ...]:
    """The lines of a table cell, cleaned, without empty ones."""
    parts = (squeeze(part) for part in strip_marks(text).split("\n"))
    return tuple(part for part in parts if part)
