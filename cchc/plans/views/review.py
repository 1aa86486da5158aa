"""The review screen: what was read beside its source, edited in place, each edit saved at once."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.errors import DomainError, Stale
from cchc.core.pages import go_to
from cchc.core.tokens import content_of, once
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.orgs.selectors import bodies_around, units_of
from cchc.plans import access
from cchc.plans.forms.review import ItemForm, SplitForm, head_item
from cchc.plans.models import Draft
from cchc.plans.pages.review import (
    ItemFormPage,
    Review,
    ReviewChange,
    ReviewPage,
    RowFragment,
    TaskFormPage,
    source_files,
)
from cchc.plans.pages.review_answers import changed_screen, load_both, load_review
from cchc.plans.pages.review_rows import TaskRow, dom_id
from cchc.plans.rules import edits, fields
from cchc.plans.rules.findings import edit_of_fix
from cchc.plans.rules.labels import label_of
from cchc.plans.selectors.review import area_names, others_since
from cchc.plans.services.edits import edit_draft, undo

_ADDED = {
    "targets": lazy("Chỉ tiêu"),
    "report_deadlines": lazy("Mốc báo cáo"),
    "legal_bases": lazy("Căn cứ"),
    "sections": lazy("Mục"),
}


@require_permission(Permission.DRAFT_READ)
@require_GET
def review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The whole screen."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid)
    if draft.value is None:
        return go_to(request, reverse("draft_reading", args=[draft.uid]))
    today = clock.today()
    names = [unit.name for unit in units_of(draft.agency, today)]
    names += list(bodies_around(draft.agency, today).values_list("name", flat=True)[:200])
    return ReviewPage(
        review=load_review(draft, user),
        files=source_files(list(draft.files.all())),
        unit_names=names,
    ).respond(request)


@require_permission(Permission.DRAFT_READ)
@require_GET
def changes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What others changed after the revision that the screen shows; 204 when nothing."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid)
    after = _whole(request.GET.get("after"))
    if draft.value is None or draft.revision == after:
        return HttpResponse(status=204)
    shown = load_review(draft, user)
    return ReviewChange(
        review=shown,
        note=others_since(draft, after, but=user),
        patches=[],
        whole=True,
        facts=shown.facts,
        head_changed=True,
    ).respond(request)


@require_permission(Permission.DRAFT_READ)
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """A task's form, in place or on its own page; its row again with ?row."""
    user = signed_in_user(request)
    draft = _draft(user, uid, request)
    found = _task(draft, key)
    shown = load_review(draft, user)
    row = next(row for row in shown.rows if isinstance(row, TaskRow) and row.key == key)
    if "row" in request.GET:
        return RowFragment(row=row, review=shown).respond(request)
    page = _task_page(shown, row, found, draft)
    if request.method == "GET":
        return page().respond(request)
    form = page().form
    posted = _item_form(draft, "tasks", found, request.POST)
    try:
        changed = posted.changes()
        if not changed:
            return _closed(request, shown, row)
        args = {"list": "tasks", "key": key, "fields": changed}
        return _edited(
            request, user, draft, name="set", args=args, note=_("Đã lưu nhiệm vụ %s.") % row.path
        )
    except DomainError as refusal:
        fresh = access.get_draft(user=user, uid=uid)
        present = next((t for t in (fresh.value or {})["tasks"] if t["key"] == key), None)
        if present is None:
            raise
        if isinstance(refusal, Stale):
            posted.shown_again(present)
        form = posted
        return _refused(request, page(form, refusal.message), row.dom_id, refusal)


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def new_task(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add a task after another one (?after=key), in its section."""
    user = signed_in_user(request)
    draft = _draft(user, uid, request)
    given = request.POST if request.method == "POST" else request.GET
    after = given.get("after", "")
    above = next((t for t in _value(draft)["tasks"] if t["key"] == after), None)
    item = dict(fields.EMPTY["tasks"])
    if above is not None:
        item |= {"section": above["section"], "area": above["area"]}
    shown = load_review(draft, user)
    form = _item_form(draft, "tasks", item, request.POST if request.method == "POST" else None)

    def page(refusal: str = "") -> TaskFormPage:
        return TaskFormPage(
            review=shown, row=None, form=form, split=None, after=after, refusal=refusal, quote=""
        )

    if request.method == "GET":
        return page().respond(request)
    try:
        wanted = {**item, **form.values()}
        wanted.pop("key"), wanted.pop("marks")
        args = {"list": "tasks", "after": after or None, "item": wanted}
        return _edited(request, user, draft, name="add", args=args, note=_("Đã thêm nhiệm vụ."))
    except DomainError as refusal:
        return _refused(request, page(refusal.message), "t-new", refusal)


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, uid: UUID, list_name: str, at: int) -> HttpResponse:
    """The form of a target, report deadline, legal basis or section where it was seen."""
    user = signed_in_user(request)
    draft = _draft(user, uid, request)
    given = request.POST if request.method == "POST" else request.GET
    seen = given.get("seen", "")
    items = _value(draft)[_known_list(list_name)]
    if "seen" not in given and 0 <= at < len(items):
        seen = edits.name_of(list_name, items[at])
    found = items[edits.item_at(_value(draft), list_name, at, seen)]
    where = {"list": list_name, "at": at, "seen": seen}
    if request.POST.get("act") == "drop":
        return _edited(request, user, draft, name="drop", args=where, note=_("Đã xóa."))
    address = reverse("draft_item", args=[draft.uid, list_name, at])
    return _fill_in(request, user, draft, found=found, where=where, address=address)


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, uid: UUID, list_name: str) -> HttpResponse:
    """Add a target, report deadline or legal basis."""
    user = signed_in_user(request)
    draft = _draft(user, uid, request)
    empty = fields.EMPTY[_known_list(list_name)]
    address = reverse("draft_item_new", args=[draft.uid, list_name])
    return _fill_in(request, user, draft, found=empty, where={"list": list_name}, address=address)


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Number, date, signer, title, term: what stands at the head and foot of the document."""
    user = signed_in_user(request)
    draft = _draft(user, uid, request)
    address = reverse("draft_head", args=[draft.uid])
    return _fill_in(
        request,
        user,
        draft,
        found=head_item(_value(draft)),
        where={"list": "head"},
        address=address,
    )


@require_permission(Permission.PLAN_IMPORT)
@require_POST
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Acts that need no form of their own: split, merge, move, drop, settle a finding, take its fix, undo."""
    user = signed_in_user(request)
    draft = _draft(user, uid, request)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    name, args, note = act(draft, request.POST)
    return _edited(request, user, draft, name=name, args=args, note=note)


def _edited(
    request: HttpRequest,
    user: User,
    draft: Draft,
    *,
    name: str,
    args: Mapping[str, Any],
    note: str,
) -> HttpResponse:
    """Make the edit, once however often its form is sent, and answer with what changed on the screen."""
    made: list[Draft] = []

    def act() -> str:
        if name == "undo":
            seen = _whole(args.get("seen")) or None
            made.append(undo(draft=draft, by=user, at=clock.now(), seen=seen))
        else:
            made.append(edit_draft(draft=draft, name=name, args=args, by=user, at=clock.now()))
        return ""

    if token := request.POST.get("submit_token"):
        once(token, act, content_of(request))
    else:
        act()
    after = made[0] if made else access.get_draft(user=user, uid=draft.uid)
    before, now = load_both(draft, after, user)
    return changed_screen(request, before, now, note, touched=dom_id("t", args.get("key", "")))


def _fill_in(
    request: HttpRequest,
    user: User,
    draft: Draft,
    *,
    found: Mapping[str, Any],
    where: dict[str, Any],
    address: str,
) -> HttpResponse:
    """Show the form of an item, or make the edit that it asks for."""
    list_name = where["list"]
    form = _item_form(draft, list_name, found, request.POST if request.method == "POST" else None)
    is_new = list_name != "head" and "at" not in where

    def page(refusal: str = "") -> ItemFormPage:
        title = fields.SINGULAR[list_name]
        return ItemFormPage(
            review=load_review(draft, user),
            form=form,
            title=_("Thêm: %s") % title if is_new else title,
            list_name=list_name,
            at=where.get("at"),
            seen=where.get("seen", ""),
            address=address,
            refusal=refusal,
        )

    if request.method == "GET":
        return page().respond(request)
    try:
        changed = form.changes()
        if is_new:
            values = {field: change["value"] for field, change in changed.items()}
            note = _("Đã thêm: %s.") % str(_ADDED[list_name]).lower()
            return _edited(
                request, user, draft, name="add", args=where | {"item": values}, note=note
            )
        return _edited(
            request, user, draft, name="set", args=where | {"fields": changed}, note=_("Đã lưu.")
        )
    except DomainError as refusal:
        return _refused(request, page(refusal.message), "review-form", refusal)


def _refused(
    request: HttpRequest, page: TaskFormPage | ItemFormPage, target: str, refusal: DomainError
) -> HttpResponse:
    """The form again with the sentence; in place of the form that was sent."""
    response = page.respond(request, status=409 if isinstance(refusal, Stale) else 422)
    response["HX-Retarget"] = f"#{target}"
    response["HX-Reswap"] = "outerHTML"
    return response


def _closed(request: HttpRequest, shown: Review, row: TaskRow) -> HttpResponse:
    """Nothing was changed: the row as it was."""
    if not request.headers.get("HX-Request"):
        return go_to(request, reverse("draft_review", args=[shown.draft.uid]))
    response = RowFragment(row=row, review=shown).respond(request)
    response["HX-Retarget"] = f"#{row.dom_id}"
    response["HX-Reswap"] = "outerHTML"
    return response


def _task_page(
    shown: Review, row: TaskRow, found: Mapping[str, Any], draft: Draft
) -> Callable[..., TaskFormPage]:
    def page(form: ItemForm | None = None, refusal: str = "") -> TaskFormPage:
        return TaskFormPage(
            review=shown,
            row=row,
            form=form or _item_form(draft, "tasks", found, None),
            split=SplitForm(),
            after="",
            refusal=refusal,
            quote=_quote(draft, found),
        )

    return page


def _quote(draft: Draft, found: Mapping[str, Any]) -> str:
    """The words of the original that the task came from; "" when its place is unknown."""
    source = found.get("source") or {}
    span = source.get("span")
    if not span:
        return ""
    file = draft.files.filter(position=source.get("file") or 0).first()
    return file.text[span[0] : span[1]] if file else ""


def _item_form(
    draft: Draft, list_name: str, found: Mapping[str, Any], data: QueryDict | None
) -> ItemForm:
    value = _value(draft)
    headings = [section["heading"] for section in value["sections"]]
    headings += [task["section"] for task in value["tasks"]]
    if list_name == "tasks":
        headings.append(found.get("section") or "")
    return ItemForm(
        data,
        list_name=list_name,
        item=found,
        areas=area_names(draft.agency),
        sections=list(dict.fromkeys(headings)),
    )


def _draft(user: User, uid: UUID, request: HttpRequest) -> Draft:
    needed = Permission.PLAN_IMPORT if request.method == "POST" else Permission.DRAFT_READ
    draft = access.get_draft(user=user, uid=uid, permission=needed)
    if draft.value is None:
        raise Http404
    return draft


def _value(draft: Draft) -> dict[str, Any]:
    return draft.value or {}


def _task(draft: Draft, key: str) -> dict[str, Any]:
    found: dict[str, Any] = _value(draft)["tasks"][edits.task_at(_value(draft), key)]
    return found


def _known_list(list_name: str) -> str:
    if list_name not in _ADDED:
        raise Http404
    return list_name


def _whole(text: Any) -> int:
    return int(text) if str(text or "").isdecimal() else 0


# -- acts without a form: what each asks of the draft -------------------------------------------------------

Asked = tuple[str, dict[str, Any], str]


def _split(draft: Draft, post: QueryDict) -> Asked:
    return "split", SplitForm(post).args(post.get("key", "")), _("Đã tách nhiệm vụ.")


def _merge(draft: Draft, post: QueryDict) -> Asked:
    """With the task named, else with the next one."""
    tasks = _value(draft)["tasks"]
    at = edits.task_at(_value(draft), post.get("key", ""))
    other = post.get("with") or (tasks[at + 1]["key"] if at + 1 < len(tasks) else "")
    if not other:
        raise DomainError(_("Không có nhiệm vụ đứng sau để gộp."))
    second = tasks[edits.task_at(_value(draft), other)]
    was = [post.get("was") or tasks[at]["text"], second["text"]]
    note = _("Đã gộp %(first)s và %(second)s.") % {
        "first": label_of(tasks[at]["path"]),
        "second": label_of(second["path"]),
    }
    return "merge", {"key": tasks[at]["key"], "with": other, "was": was}, note


def _drop(draft: Draft, post: QueryDict) -> Asked:
    found = _task(draft, post.get("key", ""))
    args = {"list": "tasks", "key": found["key"], "was": post.get("was") or found["text"]}
    return "drop", args, _("Đã xóa nhiệm vụ %s.") % label_of(found["path"])


def _move(draft: Draft, post: QueryDict) -> Asked:
    """One place up or down; past a heading the task first joins the neighbouring section."""
    tasks = _value(draft)["tasks"]
    at = edits.task_at(_value(draft), post.get("key", ""))
    step = -1 if post.get("direction") == "up" else 1
    if not 0 <= at + step < len(tasks):
        raise DomainError(_("Nhiệm vụ đã ở đầu hoặc cuối danh sách."))
    neighbour = tasks[at + step]
    args: dict[str, Any] = {"key": tasks[at]["key"]}
    if neighbour["section"] != tasks[at]["section"]:
        args |= {"section": neighbour["section"], "area": neighbour["area"]}
        step = 0
    before = at - 1 if step == 0 else at + step - (step < 0)
    args["after"] = tasks[before]["key"] if before >= 0 else ""
    return "move", args, _("Đã chuyển nhiệm vụ %s.") % label_of(tasks[at]["path"])


def _finding(draft: Draft, post: QueryDict) -> dict[str, Any]:
    named = {name: post.get(name, "") for name in ("code", "path", "message")}
    found = [each for each in _value(draft)["findings"] if edits.is_finding(each, named)]
    if not found:
        raise edits.Gone(_("Lưu ý này đã được xử lý."))
    return dict(found[0])


def _settle(draft: Draft, post: QueryDict) -> Asked:
    finding = _finding(draft, post)
    named = {name: finding[name] for name in ("code", "path", "message")}
    return "settle", named, _("Đã bỏ qua một lưu ý.")


def _fix(draft: Draft, post: QueryDict) -> Asked:
    """The edit that a finding offers."""
    args = edit_of_fix(_value(draft), _finding(draft, post))
    return "set", args, _("Đã sửa nhiệm vụ %s.") % label_of(_task(draft, args["key"])["path"])


def _confirm(draft: Draft, post: QueryDict) -> Asked:
    """Doubtful fields are right as they stand: `field` names one or several, `list` where they are if no task's."""
    named = post.get("list", "tasks")
    where: dict[str, Any]
    if named == "head":
        where, found = {"list": named}, head_item(_value(draft))
    elif named == "tasks":
        found = _task(draft, post.get("key", ""))
        where = {"list": named, "key": found["key"]}
    else:
        seen = post.get("seen", "")
        at = edits.item_at(_value(draft), _known_list(named), _whole(post.get("at")), seen)
        where, found = {"list": named, "at": at, "seen": seen}, _value(draft)[named][at]
    change = {
        field: {"was": found.get(field), "value": found.get(field)}
        for field in post.get("field", "").split()
    }
    return "set", where | {"fields": change}, _("Đã xác nhận.")


def _undo(draft: Draft, post: QueryDict) -> Asked:
    return "undo", {"seen": post.get("seen")}, _("Đã hoàn tác.")


_ACTS: dict[str, Callable[[Draft, QueryDict], Asked]] = {
    "split": _split,
    "merge": _merge,
    "drop": _drop,
    "move": _move,
    "settle": _settle,
    "fix": _fix,
    "confirm": _confirm,
    "undo": _undo,
}
