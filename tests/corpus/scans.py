"""Plans of our own as an office's scanner gives them: typeset, drawn at 300 dpi, a little crooked and grey.

`scanned` turns the files of a case of the corpus into pictures of pages, the same each time; `as_pdf`, `as_tiff`
and `as_pngs` keep them in files without a single letter of text.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import typst
from PIL import Image, ImageChops, ImageFilter

from cchc.core.text import fold
from cchc.reading.blocks import Block, Table
from cchc.reading.inputs import load
from cchc.reading.structure.joining import join_lines
from tests.corpus.make import FONTS, quoted

DPI = 300
_PAGE = (
    '#set document(date: none)\n#set text(font: "Tinos", size: 13pt, lang: "vi", hyphenate: false)\n'
    '#set page(paper: "a4", margin: (left: 3cm, rest: 2cm))\n#set par(justify: true)\n'
)
_SPECKS = 400


def scanned(files: Sequence[Path], *, degrees: float = 0.4, seed: int = 1) -> list[Image.Image]:
    """The pages of these files, each turned by `degrees` (the even ones the other way) and dusted."""
    return [
        worn(page, degrees if number % 2 == 0 else -degrees, seed + number)
        for number, page in enumerate(drawn(typeset(files)))
    ]


def typeset(files: Sequence[Path]) -> bytes:
    """A PDF of what the files hold, each on a page of its own: paragraphs, and tables with rules."""
    parts = [
        "\n\n".join(_markup(block) for block in join_lines(load(path).blocks)) for path in files
    ]
    folders = [folder for folder in sorted(FONTS.iterdir()) if folder.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return bytes(typst.compile((_PAGE + "\n#pagebreak()\n".join(parts)).encode(), font_paths=fonts))


def drawn(pdf: bytes) -> list[Image.Image]:
    """Every page of a PDF in grey at 300 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def worn(page: Image.Image, degrees: float, seed: int) -> Image.Image:
    """A page as paper: crooked, slightly soft, grey in the white, with specks of dust."""
    dice = random.Random(seed)
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.7))
    dust = Image.new("L", page.size, 255)
    for _ in range(_SPECKS):
        x, y = dice.randrange(page.width), dice.randrange(page.height)
        dust.paste(dice.randrange(60, 200), (x, y, x + dice.randint(1, 2), y + dice.randint(1, 2)))
    grain = Image.frombytes("L", (256, 256), dice.randbytes(256 * 256)).resize(page.size)
    paper = grain.point([235 + value // 13 for value in range(256)])
    return ImageChops.multiply(ImageChops.darker(soft, dust), paper)


def as_pdf(pages: Sequence[Image.Image], path: Path) -> Path:
    """One PDF whose pages are pictures and nothing else."""
    first, *rest = pages
    first.save(path, "PDF", resolution=DPI, save_all=True, append_images=rest, quality=80)
    return path


def as_tiff(pages: Sequence[Image.Image], path: Path) -> Path:
    """One TIFF with a frame for each page."""
    first, *rest = pages
    first.save(
        path, "TIFF", dpi=(DPI, DPI), save_all=True, append_images=rest, compression="tiff_lzw"
    )
    return path


def as_pngs(pages: Sequence[Image.Image], folder: Path) -> list[Path]:
    """One PNG for each page, named in order."""
    paths = [folder / f"trang-{number}.png" for number in range(1, len(pages) + 1)]
    for page, path in zip(pages, paths, strict=True):
        page.save(path, "PNG", dpi=(DPI, DPI))
    return paths


def _markup(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    shown = quoted(block.text)
    if block.level or block.bold:
        shown = f"*{shown}*"
    return f"#align(center)[{shown}]" if block.centred else shown


def _table(table: Table) -> str:
    cells = [
        f"table.cell(rowspan: {cell.row_span}, colspan: {cell.col_span})[{quoted(cell.text)}]"
        for row in table.rows
        for cell in row
        if cell is not None
    ]
    stroke = "none" if _is_head_or_foot(table) else "0.6pt"
    setting = "#set par(justify: false)\n#set table.cell(breakable: false)\n"
    grid = f"#table(columns: ({_widths(table)}), stroke: {stroke}, {', '.join(cells)})"
    return f"#text(size: 12pt)[{setting}{grid}]"


def _is_head_or_foot(table: Table) -> bool:
    """Letterheads and signatures stand side by side without rules."""
    text = fold(" ".join(cell.text for row in table.rows for cell in row if cell))
    return "cong hoa xa hoi" in text or "noi nhan" in text


def _widths(table: Table) -> str:
    """Room for each column by its longest word and its longest text, so that no word is cut."""
    parts = []
    for at in range(len(table.rows[0])):
        texts = [cell.text for row in table.rows if (cell := row[at]) and cell.col_span == 1] or [
            ""
        ]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        parts.append(f"{max(word * 1.8, min(max(map(len, texts)), 60) ** 0.5 * 5, 6):.0f}fr")
    return ", ".join(parts) + ","
