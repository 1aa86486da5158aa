"""Template tags of every page: icons, dates and numbers as officials write them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cchc.core import clock

register = template.Library()
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    """Inner markup of a Tabler outline icon; "" when the set has no such icon."""
    path = Path(settings.ICONS_DIR) / "outline" / f"{name}.svg"
    if not path.exists():
        return ""
    text = path.read_text(encoding="utf-8")
    inner = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    return " ".join(inner.split())


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline icon; with `label` it is read aloud, else it is decoration."""
    # The markup is a file of the icon package, not user input.
    drawing = SafeString(_drawing(name))
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}" viewBox="0 0 24 24">{}</svg>',
            label,
            drawing,
        )
    return format_html('<svg class="icon" aria-hidden="true" viewBox="0 0 24 24">{}</svg>', drawing)


@register.filter
def day(value: date | datetime | str | None) -> str:
    """dd/mm/yyyy; "" for nothing; ISO strings of a reading are accepted."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = clock.vietnam_date(value)
    return value.strftime("%d/%m/%Y")


@register.filter
def day_with_weekday(value: date | None) -> str:
    """ "T4, 30/9" in the current year, "T4, 30/9/2025" in another."""
    if value is None:
        return ""
    text = f"{_WEEKDAYS[value.weekday()]}, {value.day}/{value.month}"
    return text if value.year == clock.today().year else f"{text}/{value.year}"


@register.filter
def moment(value: datetime | None) -> str:
    """ "14:02 22/11/2026" in Vietnam time."""
    return value.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y") if value else ""


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """1.234,5 without trailing zeros; "" for nothing."""
    if value is None:
        return ""
    text = f"{Decimal(str(value)):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


@register.filter
def get(mapping: dict[object, object], key: object) -> object:
    """The value under a key that is itself a variable; "" when absent."""
    return mapping.get(key, "")
