"""The store as a bucket of S3-compatible storage: one object per content, named by its hash."""

import io
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import obstore
from django.conf import settings
from obstore.exceptions import BaseError
from obstore.store import S3Store

from cchc.evidence.stores import Kept, StoreUnavailable

log = logging.getLogger(__name__)
_BLOCK = 1 << 20
_PART = 8 << 20  # larger objects go up in parts of so many bytes
_AT_ONCE = 500
_HASH_DIGITS = 64


class Bucket:
    """Objects named `ab/cd/<sha256>`, so that a folder can be copied into a bucket as it is, and back."""

    def __init__(self, *, endpoint: str, bucket: str, key: str, secret: str, region: str) -> None:
        self._client = S3Store(
            bucket,
            endpoint=endpoint,
            access_key_id=key,
            secret_access_key=secret,
            region=region,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": endpoint.startswith("http://"),
                "timeout": timedelta(seconds=60),
                "connect_timeout": timedelta(seconds=5),
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=60)},
        )

    def staging(self) -> Path:
        """A folder below VAR_DIR; parts leave it as soon as they are placed."""
        folder = Path(settings.VAR_DIR) / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def place(self, part: Path, sha256: str) -> None:
        """Send the part; the storage answers once it holds it whole."""
        try:
            obstore.put(self._client, _name(sha256), part, chunk_size=_PART, max_concurrency=2)
        except BaseError as error:
            log.exception("the storage did not take %s", sha256)
            raise StoreUnavailable from error
        part.unlink()

    def size(self, sha256: str) -> int | None:
        """Size of the object; None when there is none."""
        try:
            return obstore.head(self._client, _name(sha256))["size"]
        except FileNotFoundError:
            return None

    def open(self, sha256: str) -> io.BufferedReader:
        """The object, read by the block as it is asked for."""
        reader = obstore.open_reader(self._client, _name(sha256), buffer_size=_BLOCK)
        return io.BufferedReader(_Raw(reader), _BLOCK)

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """A copy in the staging folder, gone afterwards."""
        with (
            self.open(sha256) as source,
            tempfile.NamedTemporaryFile(dir=self.staging(), prefix=".read-") as copy,
        ):
            while block := source.read(_BLOCK):
                copy.write(block)
            copy.flush()
            yield Path(copy.name)

    def erase(self, sha256: str) -> None:
        """Delete the object; a bucket that keeps versions needs a rule of its own to forget them."""
        try:
            obstore.delete(self._client, _name(sha256))
        except FileNotFoundError:
            return
        except BaseError as error:
            log.exception("the storage did not delete %s", sha256)
            raise StoreUnavailable from error

    def walk(self, before: datetime) -> Iterator[list[Kept]]:
        """Objects of the bucket by name, page by page."""
        for page in obstore.list(self._client, chunk_size=_AT_ONCE):
            old = [each for each in page if each["last_modified"] < before]
            yield [Kept(each["path"], each["size"], _hash_of(each["path"])) for each in old]

    def free(self) -> None:
        """A bucket tells nobody."""
        return


class _Raw(io.RawIOBase):
    """The reader of the storage client as a file of Python's."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = bytes(self._reader.read(len(buffer)))
        buffer[: len(found)] = found
        return len(found)

    def seek(self, offset: int, whence: int = 0) -> int:
        return cast(int, self._reader.seek(offset, whence))

    def tell(self) -> int:
        return cast(int, self._reader.tell())


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _hash_of(place: str) -> str:
    sha256 = place.rpartition("/")[2]
    return sha256 if len(sha256) == _HASH_DIGITS and _name(sha256) == place else ""
