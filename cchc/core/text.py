"""The one home of Vietnamese text: canonical form, folded search keys, alphabet order.

Plain Python (no Django), so that `reading` and `publishing` use the same functions as the database rows.
SQLite folds case for ASCII only and PostgreSQL may be built without ICU: searching and sorting never
rely on the database's collation but on the two keys made here.
"""

import re
import unicodedata
from functools import lru_cache

_LOOK_ALIKES = str.maketrans(
    {
        "\u00d0": "Đ", "\u0189": "Đ", "\u0256": "đ", "\u00f0": "đ",  # eth and its kin
        "\u01a2": "Ư", "\u01a3": "ư",  # oi, which old fonts print as Ư
        "\u2010": "-", "\u2011": "-",  # hyphens that do not break
    }
)  # fmt: skip
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SPACES = str.maketrans(
    dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "
    )
)
_CANONICAL = {**_LOOK_ALIKES, **_SPACES, **_INVISIBLE}
_PLAIN_D = str.maketrans({"đ": "d", "Đ": "D"})
_NOT_WORD = re.compile(r"[^0-9a-z%]+")
_RUNS = re.compile(r"\s+")

# Order of the alphabet and of the tones (ngang, huyền, hỏi, ngã, sắc, nặng), as dictionaries sort them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("0") + 50 + index) for index, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_DIGITS = re.compile(r"\d+")


def canonical(text: str) -> str:
    """Text as this product stores it: NFC, real Đ and Ư, no invisible marks, ordinary spaces and hyphens.

    Applied at every door (form, file, import). Line breaks stay. Changes neither wording nor the
    placing of tone marks (``hoà`` stays ``hoà``). Empty text stays empty.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.translate(_CANONICAL))


def squeeze(text: str) -> str:
    """Canonical text on one line: every run of white space is one space, none at the ends."""
    return _RUNS.sub(" ", canonical(text)).strip()


def unaccent(text: str) -> str:
    """Letters without tone or diacritic, case kept: ``Đề án`` gives ``De an``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOK_ALIKES).translate(_PLAIN_D))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Search key: lower case, no accents, punctuation to single spaces (``19/KH-UBND`` -> ``19 kh ubnd``).

    ``%`` stays, because ``100%`` is a word of its own. The query is folded by the same function.
    """
    return _NOT_WORD.sub(" ", unaccent(text).lower()).strip()


def sort_key(text: str) -> str:
    """A string whose code-point order is Vietnamese dictionary order; numbers sort by value.

    Letters first (a ă â b ... d đ ...), then tones (ngang huyền hỏi ngã sắc nặng) as a tie-break.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", _DIGITS.sub(_padded, text.strip().lower())):
        base, tone = _split_tone(char)
        letters.append(_RANK.get(base, base if base.isascii() and base.isalnum() else " "))
        tones.append(tone)
    return f"{''.join(letters)}\t{''.join(tones)}".rstrip("0").rstrip("\t")


def initials(text: str) -> str:
    """Upper-case initials of the words, for short column heads: ``Tiêu chuẩn Đo lường`` -> ``TCĐL``."""
    return "".join(word[0] for word in re.findall(r"\w+", text)).upper()


def _padded(match: re.Match[str]) -> str:
    return match.group().zfill(9)


@lru_cache(maxsize=512)
def _split_tone(char: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    return base, tone
