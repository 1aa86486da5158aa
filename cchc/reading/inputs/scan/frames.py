"""The pages that a picture file holds, upright and with a size in points."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from cchc.reading.inputs import limits

FORMATS = ("PNG", "JPEG", "TIFF", "MPO")  # MPO: what some phones write as .jpg
_POINTS = 72
_ORIENTATION, _LYING = 0x0112, range(5, 9)
_A4_WIDTH, _A4_HEIGHT = 595.3, 841.9
_LEAST_WIDTH, _MOST_WIDTH = 280.0, 1800.0


def frame_count(path: Path) -> int:
    """How many pages the file holds. Raises what Pillow raises on a file that is no picture."""
    with _opened(path) as picture:
        return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def frame_size(path: Path, number: int) -> tuple[float, float]:
    """Width and height of page `number` (from 1), upright, in points. Raises as `frame`."""
    with _opened(path) as picture:
        picture.seek(number - 1)
        _refuse_too_large(picture)
        width, height = picture.size
        if picture.getexif().get(_ORIENTATION, 1) in _LYING:
            width, height = height, width
        density = _density(width, height, _said(picture))
        return width / density, height / density


def frame(path: Path, number: int) -> tuple[Image.Image, float]:
    """Page `number` (from 1) upright, and its dots per point.

    The resolution is what the file says when that makes a page of paper; a photograph is taken to show
    an A4 page. Raises ValueError for more dots than a page can have.
    """
    with _opened(path) as picture:
        picture.seek(number - 1)
        _refuse_too_large(picture)
        said = _said(picture)
        whole = ImageOps.exif_transpose(picture)
        return whole.copy(), _density(whole.width, whole.height, said)


def _refuse_too_large(picture: Image.Image) -> None:
    if picture.width * picture.height > limits.MAX_DOTS:
        raise ValueError(f"{picture.width} x {picture.height} dots are too many")


def _said(picture: Image.Image) -> float:
    """Dots per inch by the file's own words; 0 where it says none."""
    return float(picture.info.get("dpi", (0, 0))[0] or 0)


def _density(width: int, height: int, said: float) -> float:
    if said > 0 and _LEAST_WIDTH <= width * _POINTS / said <= _MOST_WIDTH:
        return said / _POINTS
    short, long = sorted((width, height))
    return max(short / _A4_WIDTH, long / _A4_HEIGHT)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    with Image.open(path, formats=FORMATS) as picture:
        yield picture
