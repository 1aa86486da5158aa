"""A page picture made fit for reading: grey, paper white, stamps pale, lines level."""

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

_SHRUNK = 3
_PAPER = 24
_NEAR_INK = 5  # dots on each side: 2 x 2 dots of dust make the mean there 246, a full stop 200
_NEARLY_WHITE = 240
_STEPS = ((3.0, 0.5), (0.4, 0.1), (0.08, 0.02))  # degrees either side, and how finely
_LEAST_TILT = 0.04


def whitened(page: Image.Image) -> Image.Image:
    """Grey with even white paper. Of colours only red is taken: red stamps fade, black and blue stay."""
    grey = page.convert("RGB").getchannel("R") if page.mode not in {"1", "L"} else page.convert("L")
    small = grey.reduce(_PAPER).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(2))
    paper = small.resize(grey.size, Image.Resampling.BILINEAR)
    ink = ImageChops.subtract(paper, grey)
    return _dusted(ink.point([255 - _darker(value) for value in range(256)]))


def _dusted(page: Image.Image) -> Image.Image:
    """Without specks: ink that has hardly any other ink near it."""
    around = page.filter(ImageFilter.BoxBlur(_NEAR_INK))
    return ImageChops.lighter(
        page, around.point([0 if v < _NEARLY_WHITE else 255 for v in range(256)])
    )


def _darker(ink: int) -> int:
    """Faint ink is dust or the back of the sheet; what is clearly ink becomes black."""
    return 0 if ink < 40 else min(255, (ink - 40) * 2)


def tilt(page: Image.Image) -> float:
    """Degrees, counter-clockwise, by which the page must be turned for its lines to be level."""
    small = page.reduce(_SHRUNK)
    best = 0.0
    for reach, step in _STEPS:
        count = round(reach / step)
        angles = [best + step * at for at in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_levelness(small, angle), -abs(angle)))
    return best if abs(best) >= _LEAST_TILT else 0.0


def turned(page: Image.Image, degrees: float) -> Image.Image:
    """The page turned about its middle, as large as before, white where nothing was."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255) if degrees else page


def _levelness(page: Image.Image, degrees: float) -> int:
    """How sharply rows of ink and rows of paper differ: greatest when lines lie level."""
    rows = page.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=255).resize(
        (1, page.height), Image.Resampling.BOX
    )
    means = rows.tobytes()
    return sum((above - below) ** 2 for above, below in pairwise(means))
