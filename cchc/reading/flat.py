"""Text for matching: as long as the original, lower case, without accents.

Patterns are written once, in plain letters ("hang quy" finds ``Hàng quý`` and ``HẰNG QUÝ``), and what
they find is cut from the original by the same offsets.
"""

from functools import lru_cache

from cchc.core.text import unaccent


class _Letters(dict[int, str]):
    """Remembers the plain form of every character met, one character each."""

    def __missing__(self, code: int) -> str:
        plain = unaccent(chr(code)).lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_LETTERS = _Letters({ord(dash): "-" for dash in "–—−‐‑"} | {ord("“"): '"', ord("”"): '"'})


@lru_cache(maxsize=8192)
def flat(text: str) -> str:
    """The matching form of canonical text. Same length; empty stays empty."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)
