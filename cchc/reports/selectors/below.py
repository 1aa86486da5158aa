"""What the agencies below say in their reports of a period, and their figures beside the agency's own."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from cchc.core import clock
from cchc.indicators.models import IndicatorVersion
from cchc.indicators.rules import Kind
from cchc.indicators.selectors import library_of
from cchc.indicators.selectors.province import is_added
from cchc.orgs.history import names_on
from cchc.orgs.models import Unit
from cchc.orgs.selectors import in_tree_order, valid_on
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report, ReportForm, SectionText
from cchc.reports.rules.adding import Said, one_word_of, whole_of
from cchc.reports.rules.digest import INDICATOR, Digest, fact_in
from cchc.reports.rules.outline import gathers, parse
from cchc.reports.rules.prose import Chip, Sentence, from_json, text
from cchc.reports.rules.snapshot import Fact, Scope
from cchc.reports.states import OUT, ReportState


class Verdict(StrEnum):
    """How an agency's report of the period stands with the agency above."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    RETURNED = "returned"
    MISSING = "missing"

    @property
    def label(self) -> str:
        return {
            Verdict.ACCEPTED: "đã nhận",
            Verdict.WAITING: "đã gửi, chờ nhận",
            Verdict.RETURNED: "đã trả lại",
            Verdict.MISSING: "chưa gửi",
        }[self]


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """An agency below in a period, named as at the cut-off.

    `report`: the latest edition that was accepted, else the latest that was sent, None without any. `digest`: figures
    of the accepted one by key; `words`: its difficulties and proposals, by what `gathers` calls them. `window`: its
    days where they are not those of the agency above.
    """

    agency: Unit
    name: str
    verdict: Verdict
    report: Report | None = None
    days_late: int = 0
    window: str = ""
    digest: Digest = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_accepted(self) -> bool:
        return self.verdict is Verdict.ACCEPTED

    def fact(self, like: Fact) -> Fact | None:
        """What the accepted report says of what another fact counts; None when it does not speak of it."""
        row = self.digest.get(like.key)
        return None if row is None else fact_in(row, like)

    def to_json(self) -> dict[str, Any]:
        """As kept with a report that was put before the leader."""
        return {
            "name": self.name,
            "verdict": self.verdict.value,
            "report": str(self.report.uid) if self.report else "",
            "days_late": self.days_late,
            "window": self.window,
        }


def reports_below(period: ReportingPeriod) -> list[AgencyReport]:
    """The agencies directly below with their reports of the periods of the same code; [] where none has such a period.

    Eight statements at most, however many agencies there are.
    """
    day = period.data_to
    if not period.code or day is None:
        return []
    agencies = list(Unit.objects.filter(valid_on(day), parent=period.agency_id, is_agency=True))
    periods = {row.agency_id: row for row in _periods_of(agencies, period.code)}
    if not periods:
        return []
    reports = _reports_of(periods.values())
    accepted = {row.pk: row for row in reports.values() if _is_accepted(row)}
    digests, words = digests_of(accepted), _words_of(accepted)
    names = names_on([agency.pk for agency in agencies], day)
    found = []
    for agency in in_tree_order(agencies):
        own = periods.get(agency.pk)
        report = reports.get(own.pk) if own else None
        key = report.pk if report else 0
        found.append(
            AgencyReport(
                agency=agency,
                name=names.get(agency.pk, (agency.name, ""))[0],
                verdict=_verdict_of(report),
                report=report,
                days_late=_days_late(own, report),
                window=_other_window(own, period) if own else "",
                digest=digests.get(key, {}),
                words=words.get(key, {}),
            )
        )
    return found


def with_below(
    period: ReportingPeriod, own: Sequence[Fact], below: Sequence[AgencyReport]
) -> list[Fact]:
    """The agency's own figures and those of the agencies below as one, in the annex's order.

    Computed figures tell of the agency's own plan and are not added; what tells of the whole province is one agency's
    word. An indicator of the agency's own is nobody else's.
    """
    if not below or period.data_to is None:
        return list(own)
    by_key = {fact.key: fact for fact in own}
    spoken = {key for each in below for key in each.digest} | set(by_key)
    found = []
    for version in library_of(period.agency, period.data_to):
        key = f"{INDICATOR}{version.indicator.code}"
        if key in spoken:
            mine = by_key.pop(key, None)
            found.append(_whole(version, mine, below, scope_of(period.agency)))
    return [*(fact for fact in found if fact is not None), *by_key.values()]


def scope_of(agency: Unit) -> Scope:
    """How a figure with those of the agencies below is called: of the province, or of an agency with its own."""
    return Scope.PROVINCE if agency.kind == Unit.Kind.PROVINCE else Scope.WHOLE


def digests_of(reports: Collection[int]) -> dict[int, Digest]:
    """The digests of frozen reports."""
    rows = Report.objects.filter(pk__in=reports).values_list("pk", "digest")
    return {pk: digest or {} for pk, digest in rows}


def may_be_added(fact: Fact, agency: Unit) -> bool:
    """Whether a figure tells of the agency and those below it, not of a province that it is only a part of."""
    return fact.scope is not Scope.PROVINCE or agency.kind == Unit.Kind.PROVINCE


def _whole(
    version: IndicatorVersion, own: Fact | None, below: Sequence[AgencyReport], scope: Scope
) -> Fact | None:
    if version.kind == Kind.COMPUTED or version.indicator.agency_id is not None:
        return own
    mine = own or _asked(version, f"{INDICATOR}{version.indicator.code}")
    if not is_added(version):
        said = [Said(each.name, each.fact(mine), each.is_accepted) for each in below]
        return one_word_of(mine, said)
    said = []
    for each in below:
        fact = each.fact(mine)
        usable = fact if fact is not None and may_be_added(fact, each.agency) else None
        said.append(Said(each.name, usable, each.is_accepted))
    return whole_of(mine, said, scope)


def _asked(version: IndicatorVersion, key: str) -> Fact:
    """An indicator that the agency asks none of its own units for."""
    block = version.indicator.block
    return Fact(
        key=key,
        label=version.name,
        measure="%" if version.denominator else version.measure,
        scope=Scope.OWN if is_added(version) else Scope.PROVINCE,
        decimals=version.decimals,
        group=block.code,
        group_name=block.name,
    )


def _periods_of(agencies: Sequence[Unit], code: str) -> list[ReportingPeriod]:
    rows = ReportingPeriod.objects.filter(
        agency__in=agencies, closed_on__isnull=True, code=code, data_to__isnull=False
    )
    return list(rows.order_by("pk"))


def _reports_of(periods: Collection[ReportingPeriod]) -> dict[int, Report]:
    """By period: the latest accepted edition, else the latest that was sent."""
    by_key = {period.pk: period for period in periods}
    rows = Report.objects.filter(period__in=by_key, state__in=OUT)
    found: dict[int, Report] = {}
    for row in rows.defer("frozen", "digest").order_by("edition"):
        row.period = by_key[row.period_id]
        earlier = found.get(row.period_id)
        if earlier is None or _is_accepted(row) or not _is_accepted(earlier):
            found[row.period_id] = row
    return found


def _is_accepted(report: Report) -> bool:
    return report.state == ReportState.SENT and report.answer == Report.Answer.RECEIVED


def _verdict_of(report: Report | None) -> Verdict:
    if report is None or report.state != ReportState.SENT:
        return Verdict.MISSING
    if report.answer == Report.Answer.RETURNED:
        return Verdict.RETURNED
    return Verdict.ACCEPTED if _is_accepted(report) else Verdict.WAITING


def _days_late(period: ReportingPeriod | None, report: Report | None) -> int:
    if report is not None and report.sent_on is not None:
        return report.days_late
    due = period.due_on if period else None
    return max((clock.today() - due).days, 0) if due else 0


def _other_window(own: ReportingPeriod, above: ReportingPeriod) -> str:
    if (own.data_from, own.data_to) == (above.data_from, above.data_to):
        return ""
    days = (own.data_from or own.data_to, own.data_to)
    return " – ".join(f"{day:%d/%m/%Y}" for day in days if isinstance(day, date))


def _words_of(reports: Mapping[int, Report]) -> dict[int, dict[str, str]]:
    """Difficulties and proposals of accepted reports, without the sentences that the product drafted from figures."""
    forms = ReportForm.objects.in_bulk({report.form_id for report in reports.values()})
    gathered = {
        key: {each.code: gathers(each) for each in parse(form.outline).sections}
        for key, form in forms.items()
    }
    codes = {code for each in gathered.values() for code, purpose in each.items() if purpose}
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in SectionText.objects.filter(report__in=reports, code__in=codes).order_by("pk"):
        purpose = gathered[reports[row.report_id].form_id].get(row.code)
        said = _own_words(row)
        if purpose and said:
            before = found[row.report_id].get(purpose, "")
            found[row.report_id][purpose] = f"{before}\n{said}".strip()
    return found


def _own_words(row: SectionText) -> str:
    drafted = {_shape(each) for each in from_json(row.drafted)}
    lines = [
        text(each).strip().removeprefix("- ")
        for each in from_json(row.paragraphs)
        if not (any(isinstance(part, Chip) for part in each.parts) and _shape(each) in drafted)
    ]
    lines = list(filter(None, lines))
    return "\n".join([*(f"{line.rstrip('.;')};" for line in lines[:-1]), *lines[-1:]])


def _shape(sentence: Sentence) -> tuple[str, ...]:
    """The words and bound figures of a sentence, whatever the figures are."""
    return tuple(part if isinstance(part, str) else f"#{part.key}" for part in sentence.parts)
