"""From "Quý I năm 2025 ban hành Kế hoạch; định kỳ báo cáo kết quả" to two milestones.

The wording is cut into clauses; each clause names days, an interval, an event, or nothing. Which words
mean which interval is data (`data/times.toml`). Rules and examples: docs/algorithms/reading.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cchc.core.text import fold
from cchc.reading import lexicon
from cchc.reading.draft import ScheduleEntry
from cchc.reading.flat import flat
from cchc.reading.meaning.dates import Span, spans_in

INTERVALS = frozenset({"monthly", "quarterly", "semiannual", "annual"})
_ON_DAYS = frozenset({"semiannual", "annual"})
_STANDING = INTERVALS | {"continuous", "periodic", "with_reports"}
_LONGEST = 4000
_CLAUSE = re.compile(r"\s*;\s*|\n+\s*(?:-\s+)?|(?<=[a-z0-9)])\.\s+(?=[A-ZĐÀ-Ỹ])")
_BULLETS = re.compile(r"\s+[-–+•]\s+(?=[A-ZĐÀ-Ỹ])")
_PIECE = re.compile(r"\s*,\s+|\s+(?:và|va)\s+")
_CITATION = re.compile(
    r"(?:so\s+)?\d{1,6}(?:/\d{4})?/[a-z][a-z0-9]{0,10}(?:-[a-z0-9]{1,12}){0,3}(?:,?\s+ngay\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?"
)
_SESSION = re.compile(
    r"\bky hop\s+(?:thuong le\s+|thuong ky\s+)?(?:giua|cuoi|dau)\s+nam(?:\s+20\d\d)?"
)
_NO_QUARTER = re.compile(r"\bquy (?:che|trinh|hoach|mo|chuan|tac)\b")
_SCHOOL_YEAR = re.compile(
    r"(?:\b(?:bat\s+)?dau\s+|\bcuoi\s+|\bhet\s+)?\bnam hoc(?:\s+(?:moi|20\d\d\s*-\s*20\d\d))?"
)
_HALF_AND_YEAR = re.compile(r"(?<=6 thang)\s*;\s*(?=(?:va\s+)?(?:ca\s+)?nam\b(?!\s+\d))")
_DEFERS = re.compile(
    r"\b(?:theo|sau khi|ke tu|can cu|cua)\s+(?:cac\s+)?(?:ke hoach|quyet dinh|nghi quyet|nghi dinh|chuong trinh|"
    r"de an|huong dan|van ban|quy dinh|ngay)\b|\bke hoach\b(?=[^,;]{0,120}giai doan)"
)
# What is no time though its words are those of one, each with a word that it cannot do without.
_MASKS = (("/", _CITATION), ("ky hop", _SESSION), ("quy ", _NO_QUARTER), ("nam hoc", _SCHOOL_YEAR))
_REMEMBERED = 200  # characters of a wording that is remembered
_DAY_OF_MONTH = re.compile(r"\bngay\s+(\d{1,2})\s+(?:cua\s+)?(?:hang|moi)\s+thang")
_DAY_OF_NEXT = re.compile(
    r"\bngay\s+(\d{1,2})\s+(?:cua\s+)?thang\s+(?:sau|ke tiep|lien ke|tiep theo)\b(?!\s+khi)"
)
_OF_EACH = r"(?:cua\s+)?(?:moi\s+|tung\s+|hang\s+|cac\s+)?"
_DAY_OF_QUARTER = re.compile(
    rf"\bngay\s+(\d{{1,2}})\s+(?:cua\s+)?(?:cac\s+)?thang\s+cuoi\s+{_OF_EACH}(?:quy|ky)\b"
)
_LAST_OF_QUARTER = re.compile(
    rf"\bthang\s+(?:dau|cuoi)\s+{_OF_EACH}quy\b(?!\s+(?:iv|i{{1,3}}|[1-4])\b)"
)
_QUOTA = re.compile(r"\b\d{1,3}(?:\s+[a-z]{1,9},?){1,3}\s?/\s?(thang|quy|tuan)\b")  # "02 số/tháng"
_PER = {"thang": "monthly", "quy": "quarterly", "tuan": "continuous"}
_LAST_OF_MONTH = re.compile(
    rf"\bngay\s+(?:lam viec\s+)?(?:cuoi cung|dau tien|cuoi)\s+(?:trong\s+)?{_OF_EACH}thang\b(?!\s+\d)"
)
_UPON = re.compile(r"(?:chi\s+|ngay\s+)?khi\s")
_SINCE = re.compile(r"\b(?:bat dau\s+)?(?:ke\s+)?tu\s+(?:ngay\s+)?$")
_GOES_ON = re.compile(r"(?:cac|nhung)\s+nam\b")
_BEFORE = re.compile(r"\btruoc\b")
_PREPOSITIONS = (
    r"vào|trong|trước|chậm nhất(?: là)?|muộn nhất(?: là)?|không quá|hoàn thành(?: trong| trước)?|từ|đến|"
    r"ngày|và|năm|là|định kỳ|thời gian|hết|xong|các|vòng|tối thiểu|ít nhất"
)
_EDGES = re.compile(
    rf"^(?:\s|[-–,;:.()+]|(?:{_PREPOSITIONS})(?!\w))+"
    rf"|(?:\s|[-–,;:(+]|(?<!\w)(?:{_PREPOSITIONS}))+$",
    re.IGNORECASE,
)
_CALENDAR = frozenset({"thang", "quy", "nam", "6", "06", "9", "09", "va"})  # "hàng tháng, quý, năm"
_NOTHING = frozenset({"", "thuc hien", "hoan thanh", "trien khai", "trien khai thuc hien"})


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    plain: str
    spans: list[Span]
    recurrence: str | None
    found: tuple[int, int]


def read_time(text: str, year: int) -> list[ScheduleEntry]:
    """The milestones a wording names, in the order written. Empty text gives none.

    A wording that names no known time gives one entry without due and recurrence.
    """
    entries: list[ScheduleEntry] = []
    text = text[:_LONGEST].strip()
    if both := _HALF_AND_YEAR.search(flat(text)):
        text = f"{text[: both.start()]}, {text[both.end() :]}"
    for clause in _clauses(text):
        entries.extend(_entries(_reading(clause, year), year))
    return entries


def names_interval(text: str) -> bool:
    """Whether words say how often, upon which event or by which plan something is done."""
    plain = flat(text)
    if "/" in plain:
        plain = _CITATION.sub(_blank, plain)
    return _phrase_in(plain) is not None or _UPON.match(plain.strip()) is not None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _clauses(text: str) -> Iterator[str]:
    for part in _CLAUSE.split(text):
        pieces = (
            _BULLETS.split(part.removeprefix("- ")) if part.startswith(("- ", "+ ")) else [part]
        )
        for piece in pieces:
            stripped = piece.strip(" \t;.,-–+")
            if stripped:
                yield from _grouped(stripped)


def _grouped(clause: str) -> Iterator[str]:
    """Cut at a comma or "và" where another kind of time begins: ``Trong tháng 01, hàng quý``."""
    start, kind = 0, _kind(clause[: _first_cut(clause)])
    for cut in _PIECE.finditer(clause):
        if clause.count("(", 0, cut.start()) > clause.count(")", 0, cut.start()):
            continue
        after = _PIECE.search(clause, cut.end())
        words = clause[cut.end() : after.start() if after else len(clause)]
        piece = _kind(words)
        finished = kind == "annual" and "hoan thanh" in flat(words)
        if kind in _ON_DAYS and piece == "date" and _is_bare_date(words) and not finished:
            continue  # "02 lần/năm: tháng 5, tháng 11"
        if piece and kind and piece != kind and not _GOES_ON.match(flat(clause), cut.end()):
            yield clause[start : cut.start()]
            start, kind = cut.end(), piece
        else:
            kind = kind or piece
    yield clause[start:]


def _is_bare_date(words: str) -> bool:
    reading = _reading(words, 2000)
    return _what(reading, [(span.left, span.right) for span in reading.spans]) is None


def _first_cut(clause: str) -> int:
    match = _PIECE.search(clause)
    return match.start() if match else len(clause)


def _kind(piece: str) -> str | None:
    return _known_kind(piece) if len(piece) <= _REMEMBERED else _kind_of(piece)


@lru_cache(maxsize=4096)
def _known_kind(piece: str) -> str | None:
    return _kind_of(piece)


def _kind_of(piece: str) -> str | None:
    reading = _reading(piece, 2000)
    if reading.recurrence in _STANDING:
        return reading.recurrence
    return "date" if any(not span.whole_year for span in reading.spans) else None


def _reading(clause: str, year: int) -> _Clause:
    plain = flat(clause)
    for word, pattern in _MASKS:
        if word in plain:
            plain = pattern.sub(_blank, plain)
    defers = _DEFERS.search(plain)
    limit = defers.start() if defers else len(plain)
    spans = [span for span in spans_in(plain, year) if span.left < limit]
    found = _phrase_in(plain)
    if found:
        code, place = found
        return _Clause(clause, plain, spans, code, place)
    for code, pattern in (
        ("quarterly", _DAY_OF_QUARTER),
        ("quarterly", _LAST_OF_QUARTER),
        ("monthly", _DAY_OF_NEXT),
        ("monthly", _LAST_OF_MONTH),
    ):
        if match := pattern.search(plain):
            return _Clause(clause, plain, [], code, match.span())
    if match := _QUOTA.search(plain):
        return _Clause(clause, plain, [], _PER[match[1]], match.span())
    if match := _UPON.match(plain):
        return _Clause(clause, plain, spans, "on_event", match.span())
    return _Clause(clause, plain, spans, None, (0, 0))


def _phrase_in(plain: str) -> tuple[str, tuple[int, int]] | None:
    """The first kind of phrase by the order of the table; one that begins inside another does not count."""
    found = [
        (code, match.span())
        for code, pattern in lexicon.classes("times")
        if (match := pattern.search(plain))
    ]
    for code, place in found:
        if not any(_covers(other, place) for _, other in found):
            return code, place
    return None


def _covers(other: tuple[int, int], place: tuple[int, int]) -> bool:
    """Whether `place` begins inside another phrase, or is the shorter of two that begin together."""
    if other[0] == place[0]:
        return other[1] > place[1]
    return other[0] < place[0] < other[1]


def _entries(clause: _Clause, year: int) -> list[ScheduleEntry]:
    exact = [span for span in clause.spans if not span.whole_year]
    if clause.recurrence in _STANDING:
        return [_standing(clause, exact)]
    spans = exact or [span for span in clause.spans if span.whole_year][:1]
    if exact and len(clause.spans) > len(exact) and all(span.due.year == year for span in exact):
        spans = _in_named_year(clause, exact, year)
    if not spans:
        return [ScheduleEntry(what=_until(clause), recurrence=clause.recurrence)]
    return [_milestone(clause, spans, index) for index in range(len(spans))]


def _in_named_year(clause: _Clause, exact: list[Span], year: int) -> list[Span]:
    """``Quý I, trong năm 2026``: the year that stands apart holds for the quarter."""
    named = next(span for span in clause.spans if span.whole_year)
    if named.kind != "year" or named.due.year == year:
        return exact
    again = spans_in(clause.plain, named.due.year)
    return [span for span in again if not span.whole_year]


def _standing(clause: _Clause, exact: list[Span]) -> ScheduleEntry:
    entry = ScheduleEntry(recurrence=clause.recurrence)
    exact = [one for one in exact if not clause.found[0] <= one.left < clause.found[1]]
    pieces = [clause.found, *((span.left, span.right) for span in clause.spans)]
    if clause.recurrence == "with_reports":
        entry.what = _until(clause)
        return entry
    match = _DAY_OF_MONTH.search(clause.plain) or _DAY_OF_NEXT.search(clause.plain)
    if match:
        entry.on = [f"*-{int(match[1]):02d}"]
    elif match := _DAY_OF_QUARTER.search(clause.plain):
        entry.on = [f"{month:02d}-{int(match[1]):02d}" for month in (3, 6, 9, 12)]
    elif clause.recurrence in INTERVALS and exact:
        entry.on = [f"{span.due:%m-%d}" for span in exact]
    if entry.on:
        entry.before = bool(_BEFORE.search(clause.plain))
        if match:
            pieces.append(match.span())
    entry.what = _what(clause, pieces)
    return entry


def _milestone(clause: _Clause, spans: list[Span], index: int) -> ScheduleEntry:
    span = spans[index]
    if len(spans) == 1 and span.start is None and _SINCE.search(clause.plain, 0, span.left):
        return ScheduleEntry(what=_what(clause, [(span.left, span.right)]), start=span.due)
    before = span.before or (index > 0 and spans[0].before and span.kind == spans[0].kind)
    due = span.start if before and not span.before and span.start else span.due
    pieces = [(one.left, one.right) for one in clause.spans]
    return ScheduleEntry(
        what=_what(clause, pieces), due=due, start=None if before else span.start, before=before
    )


def _until(clause: _Clause) -> str | None:
    """What is to be done, before the words that say upon which event or plan."""
    if clause.recurrence is None:
        return clause.text
    return _what(clause, [(clause.found[0], len(clause.text))])


def _what(clause: _Clause, pieces: list[tuple[int, int]]) -> str | None:
    """What remains of the clause when the words of time are taken out."""
    kept: list[str] = []
    position = 0
    for left, right in sorted(pieces):
        kept.append(clause.text[position:left])
        position = max(position, right)
    defers = _DEFERS.search(clause.plain, position)
    kept.append(clause.text[position : defers.start() if defers else None])
    parts = [_EDGES.sub("", _EDGES.sub("", part)).strip(" .,;") for part in kept]
    what = " ".join(part for part in parts if part)
    folded = fold(what)
    return None if folded in _NOTHING or set(folded.split()) <= _CALENDAR else what
