"""Template tags of every page: icons, dates and numbers as officials write them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, cast

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, Parser, TextNode, Token, Variable
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as do_url
from django.templatetags.i18n import TranslateNode, do_translate
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
@lru_cache(maxsize=1024)
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


_draw: Callable[[Parser, Token], Any] = register.tags["icon"]


@register.tag("icon")
def _icon_tag(parser: Parser, token: Token) -> Node:
    """The tag above; an icon of a fixed name is drawn once, when the template is read."""
    node = _draw(parser, token)
    is_fixed = node.target_var is None and not node.kwargs
    if is_fixed and all(_is_literal(each) for each in node.args):
        return TextNode(node.func(*(each.var for each in node.args)))
    return cast(Node, node)


@register.tag("translate")
def _translate_tag(parser: Parser, token: Token) -> Node:
    """Django's tag; a fixed sentence is looked up once, when the template is read: the product speaks one language."""
    node: TranslateNode = do_translate(parser, token)
    spoken = node.filter_expression
    is_fixed = isinstance(spoken.var, Variable) and isinstance(spoken.var.literal, str)
    if is_fixed and not (spoken.filters or node.asvar or node.noop or node.message_context):
        return TextNode(node.render(template.Context()))
    return node


class _FixedAddress(Node):
    """The address of a page that has no parameters; looked up when it is first shown."""

    def __init__(self, node: URLNode) -> None:
        self.node = node
        self.address = ""

    def render(self, context: template.Context) -> SafeString:
        if not self.address:
            self.address = self.node.render(context)
        return SafeString(self.address)


@register.tag("url")
def _url_tag(parser: Parser, token: Token) -> Node:
    """Django's tag; a fixed address is looked up once: a page has twenty of them."""
    node: URLNode = do_url(parser, token)
    is_fixed = isinstance(node.view_name.var, str) and not node.view_name.filters
    if is_fixed and not (node.args or node.kwargs or node.asvar):
        return _FixedAddress(node)
    return node


def _is_literal(expression: FilterExpression) -> bool:
    return isinstance(expression.var, str) and not expression.filters


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
    """ "T4, 30/09" in the current year, "T4, 30/09/2025" in another."""
    if value is None:
        return ""
    text = f"{_WEEKDAYS[value.weekday()]}, {value:%d/%m}"
    return text if value.year == clock.today().year else f"{text}/{value:%Y}"


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
def options(choices: Iterable[Any]) -> SafeString:
    """The <option> elements of choices that have value, label and is_on; many times faster than a template's loop."""
    marks = {True: " selected", False: ""}
    return SafeString(
        "".join(
            f'<option value="{escape(each.value)}"{marks[each.is_on]}>{escape(each.label)}</option>'
            for each in choices
        )
    )


@register.filter
def get(mapping: dict[object, object], key: object) -> object:
    """The value under a key that is itself a variable; "" when absent."""
    return mapping.get(key, "")
