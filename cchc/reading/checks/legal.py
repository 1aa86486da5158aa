"""What the plan cites: documents out of force, dated after it, or under another document's title."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from cchc.reading.checks.citations import citations_in, is_another_title
from cchc.reading.checks.context import Context
from cchc.reading.checks.known import KnownText
from cchc.reading.draft import Finding, LegalBasis, Source, TaskDraft

_SHOWN = 4
_COMPARE = " Cần đối chiếu văn bản."


@dataclass(slots=True)
class _Cited:
    """Documents that ended together, and the places that cite one of them."""

    texts: dict[str, KnownText] = field(default_factory=dict)
    places: dict[str, Source | None] = field(default_factory=dict)


def basis_expired(context: Context) -> Iterator[Finding]:
    """A cited document that was out of force on the plan's own day (đã hết hiệu lực khi ban hành)."""
    day = context.judged_on()
    if day is not None:
        yield from _out_of_force(context, "basis-expired", None, day)


def basis_expiring(context: Context) -> Iterator[Finding]:
    """A cited document that ends within the plan's period (sẽ hết hiệu lực trong năm kế hoạch)."""
    day, end = context.judged_on(), context.plan.period.end
    if day is not None and end is not None:
        yield from _out_of_force(context, "basis-expiring", day, end)


def basis_after_plan(context: Context) -> Iterator[Finding]:
    """A legal basis that is dated after the plan which rests on it."""
    day = context.plan.document.date
    for basis in context.plan.legal_bases:
        if day is not None and basis.date is not None and basis.date > day:
            message = (
                f"Căn cứ {_written(basis)} ngày {basis.date:%d/%m/%Y}, sau ngày ban hành kế hoạch "
                f"({day:%d/%m/%Y}). Hãy kiểm tra lại ngày."
            )
            yield Finding("basis-after-plan", "warning", "", message, basis.source)


def wrong_title(context: Context) -> Iterator[Finding]:
    """A known number with a title that is not that document's."""
    told: set[str] = set()
    for path, source, known, title in _cited(context):
        if title and known.name not in told and is_another_title(title, known.title):
            told.add(known.name)
            message = (
                f"{known.name} có trích yếu là “{known.title}”, không phải như dẫn trong kế hoạch. "
                "Hãy kiểm tra lại số, ký hiệu."
            )
            if not known.is_official:
                message += _COMPARE
            severity = "warning" if known.is_official else "note"
            yield Finding("wrong-title", severity, path, message, source)


def _out_of_force(
    context: Context, code: str, since: date | None, until: date
) -> Iterator[Finding]:
    """One finding for what one document replaced together; `since` None: everything that ended before `until`."""
    for cited in _ended(context, since, until).values():
        texts, places = list(cited.texts.values()), list(cited.places)
        is_official = all(text.is_official for text in texts)
        severity = "warning" if code == "basis-expired" and is_official else "note"
        message = f"{_names(texts)} {_verdict(code, texts[0])}{_also(places)}."
        if not is_official:
            message += _COMPARE
        yield Finding(code, severity, places[0], message, cited.places[places[0]])


def _ended(context: Context, since: date | None, until: date) -> dict[str, _Cited]:
    ended: dict[str, _Cited] = {}
    for path, source, known, _title in _cited(context):
        last = known.in_force_to
        if last is None or last >= until or (since is not None and last < since):
            continue
        group = ended.setdefault(f"{known.replaced_by or known.name} {last}", _Cited())
        group.texts.setdefault(known.number, known)
        group.places.setdefault(path, source)
    return ended


def _verdict(code: str, text: KnownText) -> str:
    assert text.in_force_to is not None
    day = f"{text.in_force_to + timedelta(days=1):%d/%m/%Y}"
    verb = "đã hết hiệu lực khi ban hành kế hoạch"
    if code == "basis-expiring":
        verb = "sẽ hết hiệu lực trong năm kế hoạch"
    by = f", thay thế bởi {text.replaced_by}" if text.replaced_by else ""
    return f"{verb} (từ {day}{by})"


def _names(texts: list[KnownText]) -> str:
    return "; ".join(text.name for text in texts)


def _also(places: list[str]) -> str:
    further = [place for place in places[1:] if place]
    shown = ", ".join(further[:_SHOWN])
    more = f" và {len(further) - _SHOWN} chỗ khác" if len(further) > _SHOWN else ""
    return f"; còn dẫn ở {shown}{more}" if shown else ""


def _cited(context: Context) -> Iterator[tuple[str, Source | None, KnownText, str]]:
    """Every citation of a known document: legal bases, tasks, then what stands elsewhere."""
    library = context.library
    for basis in context.plan.legal_bases:
        year = basis.date.year if basis.date else None
        known = library.numbered(basis.number, year) if basis.number else None
        if known is not None:
            yield "", basis.source, known, basis.subject or ""
        for one in citations_in(f"{basis.type or ''} {basis.subject or ''}", library):
            yield "", basis.source, one.text, one.title
    for task in context.plan.tasks:
        for one in citations_in(_words_of(task), library):
            yield task.key, task.source, one.text, one.title
    for passage in context.elsewhere:
        for one in citations_in(passage.text, library):
            yield passage.path, passage.source, one.text, one.title


def _words_of(task: TaskDraft) -> str:
    return ". ".join((task.text, *task.products, task.time or ""))


def _written(basis: LegalBasis) -> str:
    return " ".join(filter(None, (basis.type, f"số {basis.number}" if basis.number else "")))
