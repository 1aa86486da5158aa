"""A program: pages of a PDF or picture file as PNG.

`python -m cchc.evidence.sandbox.pages FILE FOLDER FIRST COUNT` writes `N.png` for the pages from FIRST and
`count.json`, how many pages the file has. The originals of others are shown to nobody but as these pictures.
"""

import json
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from cchc.reading.inputs import limits
from cchc.reading.inputs.scan.frames import frame, frame_count

DOTS_PER_POINT = 1.75
_MOST_DOTS = 12_000_000


def main() -> None:
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    first, count = int(sys.argv[3]), int(sys.argv[4])
    with source.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    total = (_draw_pdf if is_pdf else _draw_frames)(source, folder, first, count)
    (folder / "count.json").write_text(json.dumps(total), encoding="ascii")


def _draw_pdf(source: Path, folder: Path, first: int, count: int) -> int:
    document = pypdfium2.PdfDocument(source)
    total = min(len(document), limits.MAX_PAGES)
    for number in _wanted(first, count, total):
        page = document[number - 1]
        picture = page.render(scale=_scale(*page.get_size())).to_pil()
        picture.save(folder / f"{number}.png")
        page.close()
    document.close()
    return total


def _draw_frames(source: Path, folder: Path, first: int, count: int) -> int:
    total = min(frame_count(source), limits.MAX_PAGES)
    for number in _wanted(first, count, total):
        picture, density = frame(source, number)
        width, height = picture.width / density, picture.height / density
        scale = _scale(width, height)
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        flat = picture.convert("RGBA")
        ground = Image.new("RGBA", flat.size, "white")
        ground.alpha_composite(flat)
        ground.convert("RGB").resize(size).save(folder / f"{number}.png")
    return total


def _wanted(first: int, count: int, total: int) -> range:
    return range(max(first, 1), min(total, first + count - 1) + 1)


def _scale(width: float, height: float) -> float:
    """Dots per point for a page of this size in points."""
    return float(min(DOTS_PER_POINT, (_MOST_DOTS / max(width * height, 1)) ** 0.5))


if __name__ == "__main__":
    main()
