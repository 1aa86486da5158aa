"""What the review screen answers after an act: the few parts that differ, or the screen again."""

import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cchc.core import clock
from cchc.core.pages import go_to
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.plans.models import Draft
from cchc.plans.pages.review import Review, ReviewChange, review_of
from cchc.plans.pages.review_rows import Matches, Patch, Row, patches
from cchc.plans.selectors.review import area_names, last_live_edit
from cchc.plans.states import DraftState


def load_review(draft: Draft, user: User) -> Review:
    """The screen's content of the draft as it is now, for this person. The same few queries for any length."""
    return _read(draft, user, Matches(draft, clock.today()), area_names(draft.agency))


def load_both(before: Draft, after: Draft, user: User) -> tuple[Review, Review]:
    """The screen of a draft before and after an edit, which changes nothing about units and areas."""
    matches, areas = Matches(after, clock.today()), area_names(after.agency)
    return _read(before, user, matches, areas), _read(after, user, matches, areas)


def _read(draft: Draft, user: User, matches: Matches, areas: Mapping[str, str]) -> Review:
    in_review = draft.state == DraftState.REVIEW
    return review_of(
        draft,
        areas=areas,
        matches=matches,
        may_edit=in_review and may(user, Permission.PLAN_IMPORT, draft.agency),
        may_issue=(in_review or draft.state == DraftState.SIGNING)
        and may(user, Permission.PLAN_ISSUE, draft.agency),
        last_edit=last_live_edit(draft),
    )


def changed_screen(
    request: HttpRequest, before: Review, after: Review, note: str, touched: str = ""
) -> HttpResponse:
    """The parts of the screen that differ, or for a browser without JavaScript the screen itself.

    touched: the row that was edited, sent in any case to take the place of its form. When others edited after the
    revision that the screen shows (header X-Draft-Revision), the whole list is sent.
    """
    if not request.headers.get("HX-Request"):
        return go_to(request, reverse("draft_review", args=[after.draft.uid]))
    seen = request.headers.get("X-Draft-Revision", "")
    overtaken = seen.isdecimal() and int(seen) != before.draft.revision
    whole = overtaken or after.draft.revision > before.draft.revision + 1
    shown = {facts.list_name: facts for facts in before.facts}
    made = patches(before.rows, after.rows)
    response = ReviewChange(
        review=after,
        note=note,
        patches=[] if whole else _with_touched(made, after.rows, touched),
        whole=whole,
        facts=[facts for facts in after.facts if whole or facts != shown[facts.list_name]],
        head_changed=whole or (before.head, before.head_marks) != (after.head, after.head_marks),
    ).respond(request)
    brought = [patch.row for patch in made if patch.act != "delete" and not patch.row.is_section]
    if brought:
        told = {"review-brought": brought[0].dom_id}
        response["HX-Trigger-After-Settle"] = json.dumps(told)
    return response


def _with_touched(made: list[Patch], rows: list[Row], touched: str) -> list[Patch]:
    if any(patch.row.dom_id == touched for patch in made):
        return made
    return made + [Patch("replace", row) for row in rows if row.dom_id == touched]
