"""An Office file as a bounded set of XML parts, found through its relationships."""

import posixpath
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from lxml import etree

from cchc.reading.inputs import guard, limits
from cchc.reading.inputs.refusals import refusal

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)

Element = etree._Element


class Archive:
    """Opened Office file. Parts are read whole, each and all within the limits of `guard`."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise refusal("damaged") from error
        guard.check_members(self._zip.infolist())
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._left = limits.MAX_XML_BYTES

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def main_part(self) -> str:
        """Name of the document or workbook part. Raises UnreadableFile when there is none."""
        for kind, target in self._relations("").values():
            if kind == "officeDocument":
                return target
        raise refusal("damaged")

    def related(self, part: str, kind: str) -> str | None:
        """Name of the first part of this kind ("numbering", "styles") that `part` points to."""
        for found, target in self._relations(part).values():
            if found == kind:
                return target
        return None

    def targets(self, part: str) -> dict[str, str]:
        """Relationship id -> part name, for parts inside the archive only."""
        return {key: target for key, (_, target) in self._relations(part).items()}

    def xml(self, part: str | None) -> Element | None:
        """Root element of a part; None when the archive has no such part."""
        data = self.data(part)
        return None if data is None else parse(data)

    def data(self, part: str | None) -> bytes | None:
        """Bytes of a part; None when the archive has no such part."""
        name = self._names.get(part.lower()) if part else None
        if name is None:
            return None
        info = self._zip.getinfo(name)
        self._left -= info.file_size
        if self._left < 0:
            raise refusal("bomb")
        try:
            return self._zip.read(info)
        except (
            zipfile.BadZipFile, zlib.error, OSError, EOFError,
            NotImplementedError, RuntimeError, ValueError,
        ) as error:  # fmt: skip
            raise refusal("damaged") from error

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        if root is None:
            return found
        for relation in root.iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target") or ""
            resolved = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (relation.get("Type") or "").rpartition("/")[2]
            found[relation.get("Id") or target] = (kind, resolved)
        return found


def parse(data: bytes) -> Element:
    """Root of one XML part. Document types and entities are refused, never resolved."""
    for strict, usual in _STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal("entities" if b"<!DOCTYPE" in data else "damaged") from error
    if root is None:
        raise refusal("damaged")
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("entities")
    return root
