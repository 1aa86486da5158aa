"""Named edits of a draft: set, add, split, merge, move, drop, settle. Pure functions on the plan's JSON.

`complete` turns what a person asked for into self-contained arguments (parsed times, keys of new tasks) and
refuses what cannot be; `apply` makes the next value from them. The log keeps completed arguments, so that
`replay` gives the same value for ever; undo is a replay without the last live edit.

Each edit names what it saw (`was`). A field that somebody else changed meanwhile is refused with both texts;
edits of different fields or tasks meet without a question. Told in prose: docs/algorithms/draft-edits.md.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cchc.core.errors import DomainError, Stale
from cchc.plans.rules import fields
from cchc.plans.rules.times import schedule_of

Value = dict[str, Any]
Args = Mapping[str, Any]
_JOINED = ("time", "funding")
_TRIMMED = " \t\n;,.:–-+"


class Overtaken(Stale):
    """Somebody else changed the same field after it was shown; both texts are told."""

    def __init__(self, list_name: str, field: str, theirs: Any, yours: Any) -> None:
        self.field = field
        self.theirs = theirs
        self.yours = yours
        super().__init__(
            f"Ô “{fields.label_of(list_name, field)}” vừa được người khác sửa thành: "
            f"{fields.shown(theirs)}. Nội dung của bạn chưa được ghi: {fields.shown(yours)}."
        )


class Rewritten(Stale):
    """Somebody else changed the words of a task that was to be dropped, split or merged."""

    def __init__(self, theirs: str) -> None:
        super().__init__(
            f"Nội dung nhiệm vụ vừa được người khác sửa thành: “{theirs}”. Chưa thực hiện thao tác của bạn; "
            "hãy xem lại rồi làm tiếp."
        )


class Gone(Stale):
    """The row is no longer in the draft."""

    text = "Dòng này đã bị xóa, gộp hoặc hoàn tác sau khi bạn mở trang. Danh sách đã được làm mới."


def complete(value: Value, name: str, args: Args) -> dict[str, Any]:
    """Arguments as the log keeps them. Raises DomainError (in Vietnamese) when the edit cannot be made."""
    maker = _COMPLETE.get(name)
    if name not in _APPLY:
        raise DomainError("Không có thao tác này.")
    done = maker(value, dict(args)) if maker else dict(args)
    apply(value, name, done)
    return done


def apply(value: Value, name: str, args: Args) -> Value:
    """The value after one edit; the given value stays as it was (unchanged parts are shared)."""
    return _APPLY[name](value, args)


def replay(reading: Value, edits: Iterable[tuple[str, Args]]) -> Value:
    """The value that completed edits make of an untouched reading, in their order."""
    value = reading
    for name, args in edits:
        value = apply(value, name, args)
    return value


def task_at(value: Value, key: str) -> int:
    """Index of the task with this key. Raises Gone."""
    for index, task in enumerate(value["tasks"]):
        if task["key"] == key:
            return index
    raise Gone


def item_at(value: Value, list_name: str, at: int, seen: str) -> int:
    """Index of an item of a list without keys: where it was seen, else the one place it moved to. Raises Gone."""
    items = value[list_name]
    if 0 <= at < len(items) and name_of(list_name, items[at]) == seen:
        return at
    found = [i for i, item in enumerate(items) if name_of(list_name, item) == seen]
    if len(found) != 1:
        raise Gone
    return found[0]


def name_of(list_name: str, item: Mapping[str, Any]) -> str:
    """The words by which an item of a list is known."""
    names = {
        "tasks": ("key",),
        "targets": ("text",),
        "sections": ("heading",),
        "report_deadlines": ("name",),
        "legal_bases": ("number", "subject"),
    }[list_name]
    return next((str(item[field]) for field in names if item.get(field)), "")


# -- set ---------------------------------------------------------------------------------------------------


def _complete_set(value: Value, args: dict[str, Any]) -> dict[str, Any]:
    list_name = args.get("list", "")
    changes = {
        field: {
            "was": change.get("was"),
            "value": fields.checked(list_name, field, change["value"]),
        }
        for field, change in args.get("fields", {}).items()
    }
    if not changes:
        raise DomainError("Chưa có nội dung nào thay đổi.")
    args["fields"] = changes
    if list_name == "tasks" and "time" in changes and "schedule" not in changes:
        task = value["tasks"][task_at(value, args["key"])]
        products = changes["products"]["value"] if "products" in changes else task["products"]
        args["schedule"] = schedule_of(
            changes["time"]["value"], value["document"].get("year"), products
        )
    return args


def _set(value: Value, args: Args) -> Value:
    list_name = args["list"]
    if list_name == "head":
        return _set_head(value, args["fields"])
    at = _place(value, list_name, args)
    item = value[list_name][at]
    for field, change in args["fields"].items():
        _same(list_name, field, item.get(field), change)
    new = {**item, **{field: change["value"] for field, change in args["fields"].items()}}
    if list_name == "tasks":
        new = _settled_task(item, new, args)
    elif item.get("marks"):
        new["marks"] = _unanswered(item["marks"], args["fields"])
    if list_name == "sections":
        value = _carry_section(value, item, new)
    return _with_item(value, list_name, at, new)


def _set_head(value: Value, changes: Mapping[str, Any]) -> Value:
    document = {**value["document"], "signer": dict(value["document"].get("signer") or {})}
    period = dict(value["period"])
    if document.get("marks"):
        document["marks"] = _unanswered(document["marks"], changes)
    for field, change in changes.items():
        part, name = _head_part(document, period, field)
        _same("head", field, part.get(name), change)
        part[name] = change["value"]
    if period.get("from") and period.get("to") and period["from"] > period["to"]:
        raise fields.Impossible("Kỳ kế hoạch: ngày bắt đầu đứng sau ngày kết thúc.")
    return {**value, "document": document, "period": period}


def _unanswered(marks: Mapping[str, Any], answered: Iterable[str]) -> Value:
    """The marks that nobody has answered by changing or confirming their field."""
    known = set(answered)
    return {field: codes for field, codes in marks.items() if field not in known}


def _head_part(
    document: dict[str, Any], period: dict[str, Any], field: str
) -> tuple[dict[str, Any], str]:
    if field.startswith("period."):
        return period, field.removeprefix("period.")
    if field.startswith("signer."):
        return document["signer"], field.removeprefix("signer.")
    return document, field


def _same(list_name: str, field: str, current: Any, change: Mapping[str, Any]) -> None:
    if current not in (change["was"], change["value"]):
        raise Overtaken(list_name, field, current, change["value"])


def _settled_task(old: Value, new: Value, args: Args) -> Value:
    """What a change of fields carries along: marks that a person has answered, links of milestones."""
    changed = set(args["fields"])
    if "time" in changed:
        changed |= {"schedule", "due"}
    new = {**new, "marks": _unanswered(old.get("marks", {}), changed)}
    if "schedule" in args:
        new["schedule"] = args["schedule"]
    elif "products" in args["fields"] and "schedule" not in args["fields"]:
        new["schedule"] = _relinked(old["schedule"], old["products"], new["products"])
    new["schedule"] = _within(new["schedule"], len(new["products"]))
    return new


def _relinked(schedule: list[Value], old: list[str], new: list[str]) -> list[Value]:
    """Milestones follow their product by its words; where only a wording changed, by its place."""
    same_place = len(old) == len(new)
    linked = []
    for entry in schedule:
        at = entry.get("product")
        if at is None or not 0 <= at < len(old):
            linked.append(entry)
        elif old[at] in new:
            linked.append({**entry, "product": new.index(old[at])})
        else:
            linked.append({**entry, "product": at if same_place else None})
    return linked


def _within(schedule: list[Value], count: int) -> list[Value]:
    return [
        {**entry, "product": None} if (entry.get("product") or 0) >= max(count, 1) else entry
        for entry in schedule
    ]


def _carry_section(value: Value, old: Value, new: Value) -> Value:
    """A section's new heading and area hold for its tasks, and its area for the targets under it."""
    tasks = [
        {
            **task,
            "section": new["heading"],
            "area": new["area"] if task["area"] == old["area"] else task["area"],
        }
        if task["section"] == old["heading"]
        else task
        for task in value["tasks"]
    ]
    targets = [
        {**target, "area": new["area"]}
        if _under(target["path"], old["path"]) and target["area"] == old["area"]
        else target
        for target in value["targets"]
    ]
    return {**value, "tasks": tasks, "targets": targets}


def _under(path: str, above: str) -> bool:
    return bool(above) and (path == above or path.startswith(above + "."))


# -- add, drop, move ---------------------------------------------------------------------------------------


def _complete_add(value: Value, args: dict[str, Any]) -> dict[str, Any]:
    list_name = args.get("list", "")
    if list_name not in fields.EMPTY:
        raise DomainError("Không thêm được vào phần này.")
    given = args.get("item", {})
    item = {**fields.EMPTY[list_name], "source": dict(fields.EMPTY_SOURCE)}
    item |= {field: fields.checked(list_name, field, each) for field, each in given.items()}
    required = name_of(list_name, {**item, "key": item.get("text", "")})
    if not required:
        raise fields.Impossible(f"{fields.SINGULAR[list_name]}: nội dung không được để trống.")
    if list_name == "tasks":
        item["key"] = fresh_key(value, item["path"] or "+")
        if item["time"] and not item["schedule"]:
            item["schedule"] = schedule_of(
                item["time"], value["document"].get("year"), item["products"]
            )
        item["schedule"] = _within(item["schedule"], len(item["products"]))
    args["item"] = item
    return args


def _add(value: Value, args: Args) -> Value:
    list_name = args["list"]
    items = list(value[list_name])
    at = len(items)
    if list_name == "tasks" and args.get("after") is not None:
        at = task_at(value, args["after"]) + 1 if args["after"] else 0
    items.insert(at, args["item"])
    return {**value, list_name: items}


def fresh_key(value: Value, path: str) -> str:
    """A key that no task bears: the path, or the path with the next "#n"."""
    taken = {task["key"] for task in value["tasks"]}
    number = 2
    key = path if path != "+" else "+1"
    while key in taken:
        key = f"{path}#{number}" if path != "+" else f"+{number}"
        number += 1
    return key


def _drop(value: Value, args: Args) -> Value:
    list_name = args["list"]
    at = _place(value, list_name, args)
    items = value[list_name]
    if list_name == "tasks":
        _as_seen(items[at], args["was"])
    return {**value, list_name: [*items[:at], *items[at + 1 :]]}


def _move(value: Value, args: Args) -> Value:
    at = task_at(value, args["key"])
    task = value["tasks"][at]
    rest = [*value["tasks"][:at], *value["tasks"][at + 1 :]]
    after = args.get("after")
    if after == args["key"]:
        raise DomainError("Không thể đặt nhiệm vụ sau chính nó.")
    place = task_at({"tasks": rest}, after) + 1 if after else 0
    if args.get("section") is not None:
        section, area = args["section"], args.get("area") or task["area"]
        task = {
            **task,
            "section": fields.line(section, "Mục"),
            "area": fields.code(area, "Lĩnh vực"),
        }
    rest.insert(place, task)
    return {**value, "tasks": rest}


# -- split, merge ------------------------------------------------------------------------------------------


def _complete_split(value: Value, args: dict[str, Any]) -> dict[str, Any]:
    task = value["tasks"][task_at(value, args["key"])]
    _as_seen(task, args.get("was"))
    if args.get("into") == "products":
        parts = _by_products(task)
    else:
        parts = _by_position(task, args.get("at"), args.get("products") or [])
    taken = dict(value)
    for part in parts[1:]:
        part["key"] = fresh_key(taken, task["path"] or "+")
        taken = {**taken, "tasks": [*taken["tasks"], part]}
    return {"key": args["key"], "was": task["text"], "parts": parts}


def _by_products(task: Value) -> list[Value]:
    if len(task["products"]) < 2:
        raise fields.Impossible(
            "Nhiệm vụ có ít hơn hai sản phẩm nên không tách theo sản phẩm được."
        )
    return [_part(task, task["text"], [at]) for at in range(len(task["products"]))]


def _by_position(task: Value, at: Any, moved: list[int]) -> list[Value]:
    text = task["text"]
    first, second = (
        (text[:at].strip(_TRIMMED), text[at:].strip(_TRIMMED)) if _inside(at, text) else ("", "")
    )
    if not first or not second:
        raise fields.Impossible("Hãy đặt con trỏ vào giữa nội dung, nơi nhiệm vụ thứ hai bắt đầu.")
    every = range(len(task["products"]))
    kept = [each for each in every if each not in moved]
    return [
        _part(task, first, kept),
        _part(task, second[0].upper() + second[1:], [each for each in every if each in moved]),
    ]


def _inside(at: Any, text: str) -> bool:
    return isinstance(at, int) and not isinstance(at, bool) and 0 < at < len(text)


def _part(task: Value, text: str, products: list[int]) -> Value:
    """A share of a task: its own products and their milestones, and the milestones of no product."""
    schedule = [
        {**entry, "product": None if entry["product"] is None else products.index(entry["product"])}
        for entry in task["schedule"]
        if entry.get("product") is None or entry["product"] in products
    ]
    return {
        **task,
        "text": text,
        "products": [task["products"][at] for at in products],
        "schedule": schedule,
    }


def _split(value: Value, args: Args) -> Value:
    at = task_at(value, args["key"])
    tasks = value["tasks"]
    _as_seen(tasks[at], args["was"])
    return {**value, "tasks": [*tasks[:at], *args["parts"], *tasks[at + 1 :]]}


def _merge(value: Value, args: Args) -> Value:
    if args["key"] == args["with"]:
        raise DomainError("Hãy chọn hai nhiệm vụ khác nhau để gộp.")
    at, other_at = task_at(value, args["key"]), task_at(value, args["with"])
    first, second = value["tasks"][at], value["tasks"][other_at]
    for task, was in zip((first, second), args["was"], strict=True):
        _as_seen(task, was)
    tasks = list(value["tasks"])
    tasks[at] = _merged(first, second)
    del tasks[other_at]
    return {**value, "tasks": tasks}


def _merged(first: Value, second: Value) -> Value:
    """Both texts, units and products, each once; milestones keep their products."""
    products = list(dict.fromkeys(first["products"] + second["products"]))
    schedule = [_shifted(entry, first["products"], products) for entry in first["schedule"]]
    for entry in second["schedule"]:
        shifted = _shifted(entry, second["products"], products)
        if shifted not in schedule:
            schedule.append(shifted)
    merged = {
        **first,
        "text": _joined(first["text"], second["text"]),
        "lead": list(dict.fromkeys(first["lead"] + second["lead"])),
        "coordinating": list(dict.fromkeys(first["coordinating"] + second["coordinating"])),
        "products": products,
        "schedule": schedule,
        "marks": {**second.get("marks", {}), **first.get("marks", {})},
        "source": _spanning(first["source"], second["source"]),
    }
    return merged | {field: _joined(first[field], second[field]) for field in _JOINED}


def _shifted(entry: Value, own: list[str], all_products: list[str]) -> Value:
    at = entry.get("product")
    if at is None or not 0 <= at < len(own):
        return entry
    return {**entry, "product": all_products.index(own[at])}


def _joined(first: str | None, second: str | None) -> Any:
    if not first or not second or first == second:
        return first or second
    return f"{first.rstrip(_TRIMMED)}; {second}"


def _spanning(first: Value, second: Value) -> Value:
    spans = first.get("span"), second.get("span")
    if first.get("file") != second.get("file") or not spans[0] or not spans[1]:
        return first
    return {
        **first,
        "span": [min(spans[0][0], spans[1][0]), max(spans[0][1], spans[1][1])],
    }


# -- settle ------------------------------------------------------------------------------------------------


def _complete_settle(value: Value, args: dict[str, Any]) -> dict[str, Any]:
    named = {name: str(args.get(name, "")) for name in ("code", "path", "message")}
    if not any(is_finding(finding, named) for finding in value["findings"]):
        raise Gone("Lưu ý này đã được xử lý.")
    return named


def _settle(value: Value, args: Args) -> Value:
    findings = [each for each in value["findings"] if not is_finding(each, args)]
    return {**value, "findings": findings}


def is_finding(finding: Mapping[str, Any], named: Args) -> bool:
    """Whether these are the same finding: code, place and words."""
    return all(finding.get(name) == named.get(name) for name in ("code", "path", "message"))


# -- shared ------------------------------------------------------------------------------------------------


def _as_seen(task: Value, was: Any) -> None:
    if task["text"] != was:
        raise Rewritten(task["text"])


def _place(value: Value, list_name: str, args: Args) -> int:
    if list_name == "tasks":
        return task_at(value, args["key"])
    if list_name not in fields.EMPTY:
        raise DomainError("Không có phần này trong bản nháp.")
    return item_at(value, list_name, int(args["at"]), str(args["seen"]))


def _with_item(value: Value, list_name: str, at: int, item: Value) -> Value:
    items = list(value[list_name])
    items[at] = item
    return {**value, list_name: items}


_APPLY: dict[str, Callable[[Value, Args], Value]] = {
    "set": _set,
    "add": _add,
    "split": _split,
    "merge": _merge,
    "move": _move,
    "drop": _drop,
    "settle": _settle,
}
_COMPLETE: dict[str, Callable[[Value, dict[str, Any]], dict[str, Any]]] = {
    "set": _complete_set,
    "add": _complete_add,
    "split": _complete_split,
    "settle": _complete_settle,
}
