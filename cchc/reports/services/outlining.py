"""An agency's own forms: copied as a draft, changed, made a version from a day on. Versions are never changed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.text import squeeze
from cchc.indicators.models import Indicator, IndicatorBlock, PeriodAsk
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import ReformArea
from cchc.reports.models import FormDraft, ReportForm
from cchc.reports.rules.editing import asked_outline
from cchc.reports.rules.outline import parse
from cchc.reports.selectors.facts import window_of
from cchc.reports.selectors.opening import asked_code
from cchc.reports.services import refusals


@transaction.atomic
def copy_form(*, agency: Unit, source: ReportForm, by: User, at: datetime) -> FormDraft:
    """Begin an agency's own form from another one, shipped or its own (sao mẫu). Raises DraftStands."""
    outline = {**source.outline, "basis": "", "standing": "sample"}
    return _begin(agency, source.code, source.name, outline, by=by, at=at)


@transaction.atomic
def draft_of_questions(*, period: ReportingPeriod, by: User, at: datetime) -> FormDraft:
    """Begin the form of a report that is asked for once from its questions. Raises DraftStands, NothingAsked."""
    outline = _of_questions(period)
    return _begin(period.agency, outline["code"], outline["name"], outline, by=by, at=at)


@transaction.atomic
def form_of_questions(*, period: ReportingPeriod, by: User | None, at: datetime) -> ReportForm:
    """The form of a report that is asked for once, made from its questions as they stand. Raises NothingAsked."""
    outline = _of_questions(period)
    form = ReportForm.objects.create(
        agency=period.agency,
        code=outline["code"],
        name=outline["name"],
        outline=outline,
        basis=outline["basis"],
        valid_from=window_of(period).first,
    )
    record(
        action="report_form.made",
        target=form,
        by=by,
        at=at,
        agency_id=period.agency_id,
        valid_from=form.valid_from,
    )
    return form


@transaction.atomic
def change_draft(
    *, draft: FormDraft, outline: dict[str, Any], version: int, by: User, at: datetime
) -> FormDraft:
    """Keep a changed outline. Raises Stale, OutlineRefused."""
    draft.claim_version(version)
    _checked(draft.agency_id, outline)
    draft.outline, draft.changed_by, draft.changed_at = outline, by, at
    draft.save(update_fields=["outline", "changed_by", "changed_at"])
    record(
        action="report_form.drafted",
        target=draft,
        by=by,
        at=at,
        agency_id=draft.agency_id,
        sections=len(outline["section"]),
    )
    return draft


@transaction.atomic
def publish_form(
    *,
    draft: FormDraft,
    name: str,
    basis: str,
    valid_from: date,
    version: int,
    by: User,
    at: datetime,
) -> ReportForm:
    """Make a draft the agency's form from a day on (áp dụng mẫu); reports already opened keep theirs.

    basis: the document that prescribes it; without one it stays marked as a sample. Raises Stale, OutlineRefused,
    FormNotLater when a version of this form begins on that day or later.
    """
    draft.claim_version(version)
    Unit.objects.select_for_update(no_key=True).get(pk=draft.agency_id)
    own = ReportForm.objects.filter(agency=draft.agency_id, code=draft.code)
    if own.filter(valid_from__gte=valid_from).exists():
        raise refusals.FormNotLater
    standing = ReportForm.Standing.OFFICIAL if squeeze(basis) else ReportForm.Standing.SAMPLE
    outline = {
        **draft.outline,
        "name": squeeze(name),
        "basis": squeeze(basis),
        "standing": standing.value,
    }
    _checked(draft.agency_id, outline)
    form = ReportForm.objects.create(
        agency_id=draft.agency_id,
        code=draft.code,
        name=squeeze(name),
        outline=outline,
        basis=squeeze(basis),
        standing=standing,
        valid_from=valid_from,
    )
    record(
        action="report_form.made",
        target=form,
        by=by,
        at=at,
        agency_id=draft.agency_id,
        valid_from=valid_from,
    )
    draft.delete()
    return form


@transaction.atomic
def discard_draft(*, draft: FormDraft, version: int, by: User, at: datetime) -> None:
    """Throw a draft away; the forms in use stay. Raises Stale."""
    draft.claim_version(version)
    record(
        action="report_form.discarded", target=draft, by=by, at=at, agency_id=draft.agency_id
    )  # fmt: skip
    draft.delete()


def _begin(
    agency: Unit, code: str, name: str, outline: dict[str, Any], *, by: User, at: datetime
) -> FormDraft:
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    if FormDraft.objects.filter(agency=agency, code=code).exists():
        raise refusals.DraftStands
    draft = FormDraft.objects.create(
        agency=agency, code=code, name=name, outline=outline, changed_by=by, changed_at=at
    )
    record(action="report_form.copied", target=draft, by=by, at=at, agency_id=agency.pk)
    return draft


def _of_questions(period: ReportingPeriod) -> dict[str, Any]:
    asked = PeriodAsk.objects.filter(period=period).order_by("position", "pk")
    codes = list(asked.values_list("indicator__code", flat=True))
    if not codes:
        raise refusals.NothingAsked
    document = period.document
    return asked_outline(
        code=asked_code(period),
        name=period.name,
        basis=" ".join(filter(None, (document.get_kind_display(), document.number))),
        indicators=codes,
    )


def _checked(agency_id: int, outline: dict[str, Any]) -> None:
    parse(
        outline,
        areas=set(ReformArea.objects.values_list("code", flat=True)),
        blocks=set(IndicatorBlock.objects.values_list("code", flat=True)),
        indicators=set(
            Indicator.objects.filter(agency=None).values_list("code", flat=True)
        ) | set(Indicator.objects.filter(agency=agency_id).values_list("code", flat=True)),
    )  # fmt: skip
