"""Background work of plans."""

from cchc.plans.services import pictures
from cchc.plans.services.reading import read_draft


def read_upload(draft_pk: int) -> None:
    """Read the files of a draft; harmless when run twice."""
    read_draft(draft_pk)


def draw_pages(file_pk: int, first: int) -> None:
    """Draw the pictures of a few pages; harmless when run twice."""
    pictures.draw_pages(file_pk, first)
