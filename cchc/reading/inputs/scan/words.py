"""What Tesseract writes (hOCR) as words with places; every word as tall as the line it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from lxml import etree

from cchc.core.text import squeeze
from cchc.reading.inputs.pages.lines import Word

_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_SURENESS = re.compile(r"x_wconf (\d+)")
_LEAST_SURE = 15
_DUST = re.compile(r"[\W_]+")  # no letter, no figure
_LEAST_SURE_DUST = 55
_USUAL = 0.35  # a line whose size differs less from the usual one has the usual one
_BELOW = 0.22  # the part of a line's height that lies below its foot


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised word, in dots: its edges, the foot of its line there, the line's size.

    `is_first`: it begins a line; `sureness` in percent.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    foot: float
    size: float
    is_first: bool = False
    sureness: int = 0


def pages_of(hocr: Path) -> list[list[Found]]:
    """The words of each picture that Tesseract was given, in its order."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr.read_bytes(), parser)
    return [list(_words(page)) for page in root.iter("{*}div") if page.get("class") == "ocr_page"]


def placed(found: Sequence[Found], density: float, left: float = 0, top: float = 0) -> list[Word]:
    """Words on a page in points; `left` and `top` are where the picture was cut out, in dots."""
    usual = median(word.size for word in found) if found else 0.0
    made = []
    for word in found:
        size = usual if abs(word.size - usual) <= usual * _USUAL else word.size
        foot = top + word.foot
        made.append(
            Word(
                word.text, (left + word.left) / density, (foot - size * (1 - _BELOW)) / density,
                (left + word.right) / density, (foot + size * _BELOW) / density, False, False,
            )
        )  # fmt: skip
    return made


def _words(page: etree._Element) -> Iterator[Found]:
    for line in page.iter("{*}span"):
        if line.get("class") not in {"ocr_line", "ocr_textfloat", "ocr_header", "ocr_caption"}:
            continue
        title = line.get("title") or ""
        box, size = _BOX.search(title), _SIZE.search(title)
        if box is None or size is None:
            continue
        slope, offset = _baseline(title)
        is_first = True
        for word in line.iter("{*}span"):
            text = squeeze("".join(map(str, word.itertext())))
            said = word.get("title") or ""
            place, sureness = _BOX.search(said), _sureness(said)
            if word.get("class") == "ocrx_word" and place and _is_sure(text, sureness):
                x0, top, x1, bottom = (float(edge) for edge in place.groups())
                foot = float(box[4]) + offset + slope * ((x0 + x1) / 2 - float(box[1]))
                yield Found(text, x0, top, x1, bottom, foot, float(size[1]), is_first, sureness)
                is_first = False


def _baseline(title: str) -> tuple[float, float]:
    found = _BASELINE.search(title)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _sureness(title: str) -> int:
    found = _SURENESS.search(title)
    return int(found[1]) if found else 0


def _is_sure(text: str, sureness: int) -> bool:
    """Whether a word is more than a guess at dust."""
    least = _LEAST_SURE_DUST if _DUST.fullmatch(text) else _LEAST_SURE
    return bool(text) and sureness >= least
