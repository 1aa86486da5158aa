"""Whether a document points to an annex of its own."""

import re

from cchc.reading.flat import flat
from cchc.reading.structure.tree import Node

_CITED = re.compile(
    r"phu luc\s+(?:(?:so\s+)?[ivx\d]{1,4}\s+)?(?:dinh\s+)?kem\s+theo|phu luc\s+dinh kem|"
    r"(?:theo|co|tai|chi tiet tai)\s+(?:cac\s+)?phu luc\b"
)
_OTHERS = re.compile(r"phu luc[^.;]{0,40}(?:nghi dinh|thong tu|quyet dinh so|nghi quyet so)")


def citing_annex(body: Node) -> Node | None:
    """The first item that points to an annex of this document, None where none does."""
    for node in body.walk():
        plain = flat(node.text)
        if _CITED.search(plain) and not _OTHERS.search(plain):
            return node
    return None
