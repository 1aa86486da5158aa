"""Products that say nothing, and products of another level than the task asks for."""

import re
from collections.abc import Iterator
from functools import cache

from cchc.core.text import fold
from cchc.reading import lexicon
from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding, TaskDraft
from cchc.reading.flat import flat

_LEVELS = ("central", "province", "agency", "unit")
_OF = re.compile(r"\s+cua\s.*$")
_OPTIONAL = re.compile(r"\s*\(?\s*neu co\s*\)?\s*$")
_PROVINCE_NAMED = re.compile(r"\b[Tt]ỉnh\s+[A-ZĐÀ-Ỹ]\w+(?:\s+[A-ZĐÀ-Ỹ]\w+){0,2}\s*$")


def vague_product(context: Context) -> Iterator[Finding]:
    """A task whose products all say no more than "văn bản", "kết quả" or "theo yêu cầu"; not where it is "nếu có"."""
    for task in context.plan.tasks:
        if task.products and not task.conditional and all(map(_is_vague, task.products)):
            named = "; ".join(task.products)
            message = (
                f"Sản phẩm “{named}” chung chung, không xác định được khi nào hoàn thành. "
                "Hãy ghi rõ tên loại văn bản hoặc kết quả."
            )
            yield Finding("vague-product", "note", task.key, message, task.source)


def product_other_level(context: Context) -> Iterator[Finding]:
    """The task asks for a document of one level, its product names an issuer of another."""
    names = lexicon.table("checks")["levels"]["names"]
    for task in context.plan.tasks:
        asked = asked_level(task)
        made = [one for one in task.products if not _is_handed_up(one)]
        given = [level for level in map(_issuing_level, made) if level is not None]
        if asked is None or not given or asked in given or _some_are_open(task):
            continue
        message = (
            f"Nhiệm vụ nêu văn bản {names[asked]} nhưng sản phẩm do {names[given[0]]} ban hành "
            f"(“{made[0]}”). Hãy kiểm tra lại cấp ban hành."
        )
        yield Finding("product-other-level", "note", task.key, message, task.source)


def _is_vague(product: str) -> bool:
    plain = _OPTIONAL.sub("", flat(product))
    return fold(_OF.sub("", plain)) in _vague()


@cache
def _vague() -> frozenset[str]:
    return frozenset(map(fold, lexicon.table("checks")["vague"]["products"]))


def _some_are_open(task: TaskDraft) -> bool:
    """A product that names no issuer may be the one asked for, unless it is a report."""
    return any(
        _issuing_level(one) is None and not fold(one).startswith("bao cao") for one in task.products
    )


def _is_handed_up(product: str) -> bool:
    """What a lower level writes so that a higher one issues: a proposal or a draft."""
    return lexicon.opener("checks", "levels", "handed_up").match(flat(product)) is not None


def _issuing_level(product: str) -> str | None:
    """The level that "của ..." names in a product, else None."""
    plain = flat(product)
    at = plain.find(" cua ")
    return _level_at(plain, at + 5) if at >= 0 else None


def _level_at(plain: str, start: int) -> str | None:
    found = [
        level for level in _LEVELS if lexicon.opener("checks", "levels", level).match(plain, start)
    ]
    return found[0] if found else None


def asked_level(task: TaskDraft) -> str | None:
    """Whose document the words of the task ask for: "tham mưu UBND tỉnh ban hành", "Kế hoạch ... tỉnh Lam Sơn"."""
    plain = flat(task.text)
    for level in _LEVELS:
        if _acting(level).search(plain):
            return level
    if not lexicon.opener("checks", "levels", "makes").match(plain):
        return None
    owned = lexicon.finder("checks", "levels", "owners").search(plain)
    return "province" if _PROVINCE_NAMED.search(task.text) and not owned else None


@cache
def _acting(level: str) -> re.Pattern[str]:
    issuers = lexicon.any_of("checks", "levels", level)
    acts = lexicon.any_of("checks", "levels", "acts")
    return re.compile(
        rf"\b(?:trinh|tham muu)\s+(?:cho\s+)?(?:cap\s+)?{issuers}\s+(?:xem xet,?\s+)?{acts}\b"
    )
