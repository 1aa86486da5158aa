"""Fields that a bracket behind the work tells in parts: ``(Phòng A chủ trì; Phòng B, Phòng C phối hợp; quý II)``."""

import re

from cchc.reading.flat import flat
from cchc.reading.structure.labels import label_at
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.unlabelled import is_only_time, names_only_units

_LONGEST = 3_000
_LONGEST_BRACKET = 500
_LONGEST_TIME = 120
_MOST_PARTS = 6
_WORK = 15
_PARTS = re.compile(r"\s*;\s*")
_LEADS = re.compile(
    r"\s+(?:(?:la|lam)\s+(?:don vi\s+|co quan\s+)?)?(?:chu tri|dau moi|phu trach|tham muu|thuc hien|dam nhiem)"
    r"(?:\s+(?:thuc hien|tham muu|chinh))?(?=\s*,|$)"
)
_HELPS = re.compile(
    r"\s+(?:cung\s+)?(?:phoi hop|tham gia|ho tro|cung thuc hien|cung lam)(?:\s+thuc hien)?$"
)
_WITH = re.compile(r"(?:phoi hop|cung)\s*(?:voi\s*)?(?::|\s)\s*(?=\S)")
_WHEN = re.compile(
    r"\b(?:quy|thang|nam|ngay|tuan)\b|\d/\d|thuong xuyen|lien tuc|phat sinh|dinh ky"
    r"|^(?:ngay\s+)?(?:khi|sau khi)\s|^theo\s+(?:ke hoach|lich|yeu cau|huong dan|tien do)\b"
)  # fmt: skip

Pairs = list[tuple[str, str]]


def bracketed(text: str) -> tuple[str, Pairs]:
    """(the work, the fields) of an item whose bracket at the end names who leads and, in parts between semicolons,
    who helps, when, or what is made; (text, []) unless each part is one of these.
    """
    rest = text.rstrip(" .;,/")
    start = rest.rfind("(")
    inside = rest[start + 1 : -1]
    if not rest.endswith(")") or start < _WORK or ")" in inside or len(text) > _LONGEST:
        return text, []
    parts = _PARTS.split(inside.strip()) if len(inside) <= _LONGEST_BRACKET else []
    if not 1 < len(parts) <= _MOST_PARTS:
        return text, []
    pairs = _leading(parts[0])
    for part in parts[1:] if pairs else ():
        field = _field(part)
        if field is None:
            return text, []
        pairs.append(field)
    return (text[:start].rstrip(), pairs) if pairs else (text, [])


def _leading(part: str) -> Pairs:
    """Who leads by the first part, and who helps where it names them too; [] where it is no name of a unit."""
    plain = flat(part)
    leads = _LEADS.search(plain)
    if label_at(part) is not None:
        return []  # "(Chủ trì: ...)": labels are read by their own rule
    if leads is None:
        return [("lead", part)] if names_only_units(part) else []
    name, behind = part[: leads.start()], part[leads.end() :].lstrip(" ,")
    if not begins_name(name):
        return []
    if not behind:
        return [("lead", name)]
    helper = _helper(behind)
    return [("lead", name), ("coordinating", helper)] if helper else []


def _field(part: str) -> tuple[str, str] | None:
    label = label_at(part)
    if label is not None and label.plain:
        return label.field, part[label.end :].strip()
    if helper := _helper(part):
        return "coordinating", helper
    plain = flat(part)
    timed = _WHEN.search(plain) is not None and len(part) <= _LONGEST_TIME
    return ("time", part) if is_only_time(plain) or (timed and not begins_name(part)) else None


def _helper(part: str) -> str:
    """The units of a part that says that they help, "" where it does not."""
    plain = flat(part)
    if with_ := _WITH.match(plain):
        return part[with_.end() :]
    helps = _HELPS.search(plain)
    return part[: helps.start()] if helps else ""
