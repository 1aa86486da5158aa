"""PDF files: printed lines and ruled tables, each with its place on the page; scanned pages are recognised."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import limits
from cchc.reading.inputs.assembly import Progress
from cchc.reading.inputs.pages import Page, assembled
from cchc.reading.inputs.pages.lines import words_of
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.scan import recognised
from cchc.reading.inputs.stopwatch import TimeIsUp, time_limit

# Of a damaged file it writes one line per fault; the refusal says it once.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_MOST_EDGES = 6_000
_UNMAPPED = "(cid:"
_UNMAPPED_SHARE = 0.2
_WORDS_ON_A_PICTURE = 30  # a stamp of a digital signature over a scan has fewer
_DRAWN_LETTERS = 200  # curves on a page whose letters are drawn as shapes


def read(path: Path, file_index: int, progress: Progress | None = None) -> ReadFile:
    """Blocks of one PDF; `progress` is called with ("pages", done, in all), then ("ocr", done, in all).

    Raises UnreadableFile, and nothing else: code "scan" when the pages are pictures and nothing is
    installed to recognise them.
    """
    try:
        with time_limit(limits.MAX_SECONDS):
            pages = list(_pages(path, progress))
        return recognised(path, pages, lambda: _assembled(pages, file_index, path), progress)
    except UnreadableFile:
        raise
    except TimeIsUp as error:
        raise refusal("too-slow") from error
    except Exception as error:
        raise refusal("encrypted" if _is_locked(error) else "damaged") from error


def _assembled(pages: list[Page], file_index: int, path: Path) -> ReadFile:
    with time_limit(limits.MAX_SECONDS):
        return assembled(pages, file_index, path, "pdf")


def _pages(path: Path, progress: Progress | None) -> Iterator[Page]:
    with pdfplumber.open(path) as document:
        count = len(document.pages)
        if not 0 < count <= limits.MAX_PAGES:
            raise refusal("too-many-pages" if count else "damaged")
        for number, page in enumerate(document.pages, start=1):
            yield _page(page, number)
            page.close()
            if progress is not None:
                progress("pages", number, count)


def _page(page: Any, number: int) -> Page:
    words = words_of(page.extract_words(extra_attrs=["fontname"]))
    kept = Page(number, float(page.width), float(page.height))
    if words and sum(_UNMAPPED in word.text for word in words) > len(words) * _UNMAPPED_SHARE:
        raise refusal("unmapped")
    kept.is_picture = _is_picture(page, len(words))
    few_edges = len(page.edges) <= _MOST_EDGES
    kept.take(words, [found.cells for found in page.find_tables()] if few_edges else [])
    return kept


def _is_picture(page: Any, words: int) -> bool:
    """Whether what the page says stands in pictures, or in letters drawn as shapes."""
    if words >= _WORDS_ON_A_PICTURE:
        return False
    covered = sum(
        (image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images
    )
    if covered > float(page.width) * float(page.height) / 2:
        return True
    return not words and (covered > 0 or len(page.curves) > _DRAWN_LETTERS)


def _is_locked(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PDFPasswordIncorrect) or any(
            isinstance(argument, PDFPasswordIncorrect) for argument in cause.args
        ):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
