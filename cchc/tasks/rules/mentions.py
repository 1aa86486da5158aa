"""Who is named in what was said: "@Lê Văn Minh". Plain Python."""

from collections.abc import Iterable

from cchc.core.text import squeeze


def mentioned_names(text: str, names: Iterable[str]) -> set[str]:
    """The names behind an @ in the text, however they are cased; of "@Minh Anh" and "@Minh" the longer one."""
    left = squeeze(text).casefold()
    found = set()
    for name in sorted(set(names), key=len, reverse=True):
        mark = f"@{squeeze(name).casefold()}"
        if name and mark in left:
            found.add(name)
            left = left.replace(mark, " ")
    return found
