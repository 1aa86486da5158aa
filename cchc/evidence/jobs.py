"""Background work on files."""

from cchc.core import clock
from cchc.evidence.models import Disposal, StoredFile
from cchc.evidence.services import disposing, examining, pictures


def examine(stored_pk: int) -> None:
    """Look into a file that arrived; harmless when run twice."""
    examining.examine(stored=StoredFile.objects.get(pk=stored_pk), at=clock.now())


def recheck(after: int) -> None:
    """Check signatures again after the trust list changed; harmless when run twice."""
    examining.recheck_from(after=after, at=clock.now())


def examine_waiting() -> None:
    """Queue files that nobody has looked into."""
    examining.examine_waiting()


def dispose(disposal_pk: int) -> None:
    """Carry out an approved disposal; harmless when run twice."""
    disposal = Disposal.objects.select_related("agency", "decided_by").get(pk=disposal_pk)
    disposing.carry_out_disposal(disposal=disposal, at=clock.now())


def draw_pages(stored_pk: int, first: int) -> None:
    """Draw the pictures of a few pages; harmless when run twice."""
    pictures.draw_pages(stored_pk, first)
