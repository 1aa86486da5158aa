"""What a product is: its kind, who issues it, whether it may never arise, which lead owes it.

Words are data (`data/products.toml`). Prose and worked cases: docs/algorithms/occurrences.md.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cchc.core.text import fold

_DATA = Path(__file__).resolve().parents[1] / "data" / "products.toml"
_HEADS = ("trung tam", "chi cuc", "van phong", "thanh tra", "phong", "to", "ban", "doan")
_OFFICES = r"(?:giam doc|chi cuc truong|truong phong|chanh van phong|chanh thanh tra|thu truong|lanh dao|cua|don vi)"
_AGENCY = re.compile(rf"\b{_OFFICES} (?:so|co quan|uy ban nhan dan xa|ubnd xa)\b")
# "trình UBND tỉnh", "gửi Sở Nội vụ": the body receives the product, it does not issue it.
_RECEIVER = re.compile(r"\b(?:trinh|gui|bao cao|tham muu|phoi hop voi|cho|ve|tai|den|duoc|voi)\b")


@dataclass(frozen=True, slots=True)
class ProductKind:
    code: str
    label: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def product_kinds() -> tuple[ProductKind, ...]:
    """The kinds of product in the order in which the list offers them."""
    rows = tomllib.loads(_DATA.read_text(encoding="utf-8"))["kind"]
    return tuple(ProductKind(row["code"], row["label"], tuple(row["words"])) for row in rows)


def kind_of(text: str) -> str:
    """Code of the kind whose words stand first in the wording; "" when none does.

    "Kế hoạch của Giám đốc Sở" is a plan; "Văn bản báo cáo công bố" a letter, since that word comes first.
    """
    words = f" {fold(text)} "
    found = [
        (words.index(f" {word} "), order, kind.code)
        for order, kind in enumerate(product_kinds())
        for word in kind.words
        if f" {word} " in words
    ]
    return min(found)[2] if found else ""


def is_conditional(text: str) -> bool:
    """Whether the wording says "(nếu có)", "nếu phát sinh": the product may never arise."""
    words = f" {fold(text)} "
    return " neu co " in words or " neu phat sinh " in words or " khi co phat sinh " in words


def issuer_of(text: str, issued_by: str | None = None, committee: str = "") -> str:
    """Level that issues the product: own, peoples_committee, peoples_council or other.

    `issued_by` (the draft's own field) decides when it is filled; else the wording, where the body must
    stand as issuer ("Quyết định của Chủ tịch UBND tỉnh"), not as receiver ("báo cáo trình UBND tỉnh").
    `committee`: "province" or "commune" when the agency itself is that People's Committee, whose products are
    then its own.
    """
    words = fold(issued_by or text)
    received = None if issued_by else _RECEIVER.search(words)
    words = words[: received.start()] if received else words
    level = _issuer_named(words) or "own"
    if level == "peoples_committee" and committee:
        is_commune = re.search(r"\b(?:ubnd|uy ban nhan dan) (?:xa|phuong|dac khu)\b", words)
        is_province = re.search(r"\b(?:ubnd|uy ban nhan dan) (?:tinh|thanh pho)\b", words)
        if committee == ("commune" if is_commune else "province" if is_province else committee):
            return "own"
    return level


def owing_leads(products: Sequence[str], leads: Sequence[str]) -> list[int | None]:
    """For each product the index of the one lead that owes it; None when every lead owes its own.

    A product belongs to the lead it names in full, or by the head of its name ("Giám đốc Trung tâm") when
    only one lead bears it. A product of the agency's head belongs to the only lead that no other product
    names. With one lead or none every entry is None.
    """
    if len(leads) < 2:
        return [None] * len(products)
    named = [_lead_named(fold(product), [fold(lead) for lead in leads]) for product in products]
    others = [index for index in range(len(leads)) if index not in named]
    if len(others) == 1 and len(others) < len(leads):
        named = [
            others[0] if owner is None and _AGENCY.search(fold(product)) else owner
            for owner, product in zip(named, products, strict=True)
        ]
    return named


def _issuer_named(words: str) -> str:
    padded = f" {words} "
    for code, names in _issuers():
        if any(f" {name} " in padded for name in names):
            return code
    return ""


@lru_cache(maxsize=1)
def _issuers() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = tomllib.loads(_DATA.read_text(encoding="utf-8"))["issuer"]
    return tuple((row["code"], tuple(row["words"])) for row in rows)


def _lead_named(product: str, leads: Sequence[str]) -> int | None:
    whole = [index for index, lead in enumerate(leads) if lead and lead in product]
    if len(whole) == 1:
        return whole[0]
    for head in _HEADS:
        bearers = [index for index, lead in enumerate(leads) if lead.startswith(f"{head} ")]
        if len(bearers) == 1 and re.search(rf"\b{_OFFICES} {head}\b", product):
            return bearers[0]
    return None
