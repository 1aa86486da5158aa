"""Which lines of a comparison stand under which heading of the page, its counts and its export."""

from cchc.plans.rules.comparing.lines import Line
from cchc.plans.rules.comparing.settings import Question

ALL = "all"
_COVERAGE = {
    ALL: "Tất cả", "missing": "Chưa có", "maybe": "Có thể", "sure": "Chắc chắn",
    "decided": "Đã quyết định",
}  # fmt: skip
_YEARS = {
    ALL: "Tất cả", "carried": "Giữ nguyên", "changed": "Thay đổi", "new": "Mới",
    "dropped": "Không còn", "maybe": "Cần xem lại", "decided": "Đã quyết định",
}  # fmt: skip


def headings(question: Question) -> dict[str, str]:
    """Codes and names of the headings, in order."""
    return _YEARS if question == "years" else _COVERAGE


def headings_of(question: Question, line: Line) -> set[str]:
    """Every heading that a line stands under.

    What a person decided leaves "maybe" and "sure", which are for looking at; a task that a person calls not
    covered stays under "missing". Years keep their outcome whoever decided.
    """
    found = {ALL}
    if line.decided:
        found.add("decided")
    elif line.certainty == "maybe":
        found.add("maybe")
    if question == "years":
        return found | {line.outcome}
    if line.decided:
        return found | ({"missing"} if line.decided.choice == "absent" else set())
    return found | {"missing" if line.certainty == "none" else line.certainty}
