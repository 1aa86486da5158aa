"""Background work of plans."""

from cchc.plans.services.reading import read_draft


def read_upload(draft_pk: int) -> None:
    """Read the files of a draft; harmless when run twice."""
    read_draft(draft_pk)
