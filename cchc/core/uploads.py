"""Uploads stop growing at the limit: what is beyond is read and thrown away, so that the person gets a sentence."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

_MARK = "cchc.too_large"


class CappedUpload(FileUploadHandler):
    """Leaves out a file that passes `MAX_UPLOAD_BYTES` and notes its name on the request."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.MAX_UPLOAD_BYTES:
            assert self.request is not None
            self.request.META.setdefault(_MARK, []).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int | None) -> None:
        return None


def too_large(meta: dict[str, Any]) -> list[str]:
    """Names of the files of this request (its META) that were left out for their size."""
    return list(meta.get(_MARK, []))


@contextmanager
def on_disk(file: UploadedFile, name: str) -> Iterator[tuple[Path, str]]:
    """The file under this name for as long as the block runs, for readers that want a path; and its SHA-256."""
    digest = hashlib.sha256()
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as written:
            for chunk in file.chunks():
                digest.update(chunk)
                written.write(chunk)
        yield path, digest.hexdigest()
