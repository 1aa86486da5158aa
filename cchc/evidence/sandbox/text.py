"""A program: the text inside a file, part by part, for the search.

`python -m cchc.evidence.sandbox.text FILE OUT.json` writes how many pages the file has (null where that is not known)
and its text: a PDF by the page, everything else in parts of some thousand characters. Pictures and scans hold
no text here.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
from lxml import etree

from cchc.core.text import squeeze
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import guard, limits, load
from cchc.reading.inputs.scan.frames import frame_count

MOST_PARTS = 2_000
_PART = 4_000
_PICTURES = {".png", ".jpg", ".tiff"}
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def main() -> None:
    source, answer = Path(sys.argv[1]), Path(sys.argv[2])
    answer.write_text(json.dumps(_read(source), ensure_ascii=False), encoding="utf-8")


def _read(source: Path) -> dict[str, Any]:
    if source.suffix in _PICTURES:
        return {"pages": min(frame_count(source), limits.MAX_PAGES), "parts": []}
    if source.suffix == ".pdf":
        return _pdf(source)
    if source.suffix == ".pptx":
        return {"pages": None, "parts": list(_slides(source))}
    try:
        text = load(source).text
    except UnreadableFile as refusal:
        return {"pages": None, "parts": [], "refused": refusal.code}
    return {"pages": None, "parts": list(_cut(text))[:MOST_PARTS]}


def _pdf(source: Path) -> dict[str, Any]:
    try:
        guard.check(source)
        document = pypdfium2.PdfDocument(source)
    except (UnreadableFile, pypdfium2.PdfiumError) as error:
        return {"pages": 0, "parts": [], "refused": getattr(error, "code", "damaged")}
    total = min(len(document), limits.MAX_PAGES)
    parts: list[str] = []
    for number in range(total):
        page = document[number]
        held = page.get_textpage()
        parts.append(squeeze(held.get_text_bounded().replace("\x00", "")))
        held.close()
        page.close()
    return {"pages": total, "parts": parts[:MOST_PARTS]}


def _slides(source: Path) -> Iterator[str]:
    """The text of each slide, in the order of their numbers."""
    with suppress(zipfile.BadZipFile, KeyError), zipfile.ZipFile(source) as archive:
        guard.check_members(archive.infolist())
        names = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
        for name in sorted(names, key=lambda each: (len(each), each))[:MOST_PARTS]:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            root = etree.fromstring(archive.read(name), parser)
            yield squeeze(" ".join(each.text or "" for each in root.iter(_DRAWN_TEXT)))


def _cut(text: str) -> Iterator[str]:
    """Parts that end between words."""
    words = squeeze(text.replace("\x00", ""))
    while words:
        end = len(words) if len(words) <= _PART else words.rfind(" ", 0, _PART + 1)
        end = end if end > 0 else _PART
        yield words[:end]
        words = words[end:].lstrip()


if __name__ == "__main__":
    main()
