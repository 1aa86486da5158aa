"""How a signature block is worded: the titles of an agency's head and office, and who signs for whom. Plain Python.

The titles are rows, not code: data/signing.toml.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "signing.toml"


class Form(StrEnum):
    """As what somebody signs (NĐ 30/2020, thể thức đề ký)."""

    HEAD = "head"
    KT = "kt"
    TL = "tl"
    TUQ = "tuq"
    Q = "q"


FORM_LABELS = {
    Form.HEAD: "Người đứng đầu ký",
    Form.KT: "KT. (ký thay)",
    Form.TL: "TL. (ký thừa lệnh)",
    Form.TUQ: "TUQ. (ký thừa ủy quyền)",
    Form.Q: "Q. (quyền)",
}


@dataclass(frozen=True, slots=True)
class Signers:
    """Titles in capitals: the agency's head, and who signs by his order."""

    head: str
    office: str


def signers_of(kind: str) -> Signers:
    """The titles for a kind of agency; the common ones for a kind that the file does not name."""
    rows = _rows()["titles"]
    return Signers(**(rows.get(kind) or rows["other"]))


def document_kinds() -> dict[str, str]:
    """Kinds of documents to which a right to sign may be limited: code and name."""
    return dict(_rows()["documents"])


def lines_of(form: str, head: str, title: str) -> tuple[str, ...]:
    """The lines above the name: one for who heads or acts as head, two for who signs for the head.

    lines_of("tuq", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG") gives ("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG").
    """
    if form == Form.HEAD:
        return (title or head,)
    if form == Form.Q:
        return (f"Q. {head}",)
    return (f"{form.upper()}. {head}", title)


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
