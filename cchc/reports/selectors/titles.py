"""How a report is called."""

from datetime import date
from typing import Any

from cchc.publishing.layout import date_in_figures
from cchc.reports.rules.editing import ASKED
from cchc.reports.selectors.content import outline_in

_PREFIX = "báo cáo "


def period_in_words(content: dict[str, Any]) -> str:
    """The period as running text names it: "quý III năm 2026"; the number of a correction follows it."""
    if outline_in(content).report == ASKED:
        return f"đến ngày {date_in_figures(date.fromisoformat(content['period']['to']))}"
    name = content["period"]["name"]
    if name.lower().startswith(_PREFIX):
        name = name[len(_PREFIX) :]
    year = content["period"]["to"][:4]
    words = name[:1].lower() + name[1:]
    return words if year in words else f"{words} năm {year}"


def subject_in(content: dict[str, Any]) -> str:
    """The words of the title before the period."""
    outline = outline_in(content)
    return outline.subject or outline.name


def title_of(content: dict[str, Any]) -> str:
    """The whole title: "Kết quả thực hiện công tác cải cách hành chính quý III năm 2026"."""
    correction = ""
    if content["edition"] > 1:
        correction = f" (đính chính lần {content['edition'] - 1})"
    return f"{subject_in(content)} {period_in_words(content)}{correction}"
