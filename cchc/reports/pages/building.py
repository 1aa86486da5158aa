"""Puts the workspace together from what the report's state and the reader's rights allow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404

from cchc.core import clock
from cchc.documents.selectors import slips_about
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.reports.forms.workspace import ReturnForm, SectionForm, SubmitForm
from cchc.reports.models import Report
from cchc.reports.pages import workspace as pages
from cchc.reports.pages.papers import drawings_of
from cchc.reports.pages.pieces import pieces
from cchc.reports.rules.binding import as_text, unbound
from cchc.reports.selectors.compare import ComparedHeads, compared_facts, compared_heads
from cchc.reports.selectors.content import (
    content_of,
    later_figures,
    live_basis,
    live_content,
    outline_in,
    paragraphs_in,
    snapshot_in,
)
from cchc.reports.selectors.keys import signing_offer
from cchc.reports.selectors.texts import SectionState, states_of, whole_of
from cchc.reports.states import ReportState


def workspace(
    row: Report,
    user: User,
    *,
    code: str = "",
    form: SectionForm | None = None,
    submit: SubmitForm | None = None,
    give_back: ReturnForm | None = None,
    errors: Sequence[str] = (),
) -> pages.WorkspacePage:
    """The page of a report, with the forms that its state and the reader's rights allow."""
    today, at = clock.today(), clock.now()
    may_write = may(user, Permission.REPORT_WRITE, row.agency)
    may_number = may(user, Permission.DOCUMENT_NUMBER, row.agency)
    parts = pages.part_rows(row, today)
    missing = [each.part.unit.name for each in parts if not each.part.is_given]
    content, links, current = (
        _open_view(row, parts, code, form, at, may_write=may_write)
        if row.is_open
        else _frozen_view(row, code, at)
    )
    below = content.get("below", [])
    silent = pages.agency_lines(below, may_answer=may_write)
    if code and current is None:
        raise Http404
    editions = {each.edition: each for each in Report.objects.filter(period=row.period_id)}
    newer = editions.get(row.edition + 1)
    due = row.period.due_on
    if may_write and row.is_open and submit is None:
        submit = SubmitForm(initial={"version": row.version, "note": row.note})
    is_submitted = row.state == ReportState.SUBMITTED
    if is_submitted and give_back is None and may(user, Permission.REPORT_DECIDE, row.agency):
        is_leader = may(user, Permission.DIRECTION_GIVE, row.agency)
        give_back = ReturnForm(meta={}, initial={"version": row.version}, is_leader=is_leader)
    return pages.WorkspacePage(
        report=row,
        rows=parts,
        given=len(parts) - len(missing),
        links=links,
        current=current,
        compared=compared_facts(content) if current is None else [],
        heads=compared_heads(content) if current is None else ComparedHeads(),
        drawings=drawings_of(content) if current is None else [],
        later=pages.later_rows(row, later_figures(row, at)),
        slips=[each for each in slips_about(row.uid) if each.pk != row.returned_slip_id],
        missing=[*missing, *(each.name for each in silent)],
        agencies=len(below),
        agencies_taken=len(below) - len(silent),
        agencies_missing=silent,
        empty_sections=sum(link.is_empty for link in links),
        submit=submit,
        give_back=give_back,
        may_write=may_write,
        may_number=may_number,
        may_sign=row.is_out and bool(signing_offer(row, user, may_number=may_number)),
        may_correct=may_write and row.is_out and newer is None,
        newer=newer,
        older=editions.get(row.edition - 1),
        days_over=max((today - due).days, 0) if due and row.sent_on is None else 0,
        is_changed=bool(content.get("is_changed")),
        added=list(content.get("added", ())),
        errors=[*errors, *_errors(form, submit, give_back)],
    )


View = tuple[dict[str, Any], list[pages.SectionLink], pages.SectionView | None]


def _open_view(
    row: Report,
    parts: list[pages.PartRow],
    code: str,
    form: SectionForm | None,
    at: datetime,
    *,
    may_write: bool,
) -> View:
    units = [each.part for each in parts]
    basis = live_basis(row, units, at)
    whole = whole_of(basis)
    states = states_of(row, basis, units)
    links = [pages.link_of(row, state, code) for state in states]
    found = next((each for each in states if each.section.code == code), None)
    if found is None or found.section.kind == "heading":
        return live_content(row, units, basis, at), links, None
    below = [each.to_json() for each in basis.below]
    if form is None and may_write:
        form = _section_form(found)
    view = pages.SectionView(
        section=found.section,
        paragraphs=pieces(row, found.paragraphs, whole),
        drafted=pieces(row, found.sentences, whole),
        told=found.told,
        moved=len(found.moved),
        loose=found.loose,
        row=found.row,
        form=form,
    )
    return {"below": below}, links, view


def _frozen_view(row: Report, code: str, at: datetime) -> View:
    content = content_of(row, at)
    outline = outline_in(content)
    links = [
        pages.frozen_link(row, each, bool(content["texts"].get(each.code)), code)
        for each in outline.sections
    ]
    chosen = outline.section(code)
    if chosen is None or chosen.kind == "heading":
        return content, links, None
    paragraphs = paragraphs_in(content, code)
    view = pages.SectionView(
        section=chosen,
        paragraphs=pieces(row, paragraphs, snapshot_in(content)),
        drafted=[],
        told=(),
        moved=0,
        loose=unbound(paragraphs),
        row=None,
        form=None,
    )
    return content, links, view


def _section_form(state: SectionState) -> SectionForm:
    return SectionForm(
        initial={
            "text": as_text(state.paragraphs),
            "is_held": bool(state.row and state.row.is_held),
            "version": state.version,
        }
    )


def _errors(*forms: Any) -> list[str]:
    return [
        str(error)
        for form in forms
        if form is not None and form.is_bound
        for error in form.non_field_errors()
    ]
