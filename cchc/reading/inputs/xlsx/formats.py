"""Numbers and dates as a Vietnamese Excel shows them."""

import re
from datetime import date, timedelta

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 49: "@",
}  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,.]*")
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465
_LEAP_BUG = 60
_DAYS_1904 = 1462
_MOST_DECIMALS = 10
_EXACT = 1e15


def format_code(key: int, custom: dict[int, str]) -> str:
    """The number format behind its id; "" for General and for ids that say nothing."""
    return custom.get(key, _BUILT_IN.get(key, ""))


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number as the cell shows it: `0.9` in `0%` is "90%", a date is dd/mm/yyyy.

    Decimals are written with a comma and thousands with a point. A format without a day is a month:
    mm/yyyy. Formats that are not understood show the number itself.
    """
    section = _BRACKETS.sub("", code.split(";", maxsplit=1)[0])
    bare = _LITERAL.sub("", section)
    if re.search(r"[dmyhs]", bare, re.IGNORECASE) and not _DIGITS.search(bare):
        return _moment(value + (_DAYS_1904 if from_1904 else 0), bare.lower())
    slot = _DIGITS.search(bare)
    if slot is None:
        return _plain(value)
    scaled = value * 100 if "%" in bare else value
    number = _number(scaled, slot.group())
    before, after = _around(section)
    return f"{before}{number}{after}"


def _around(section: str) -> tuple[str, str]:
    """Words and signs that a format writes before and after its digits."""
    match = _DIGITS.search(_LITERAL.sub(lambda found: "\x00" * len(found.group()), section))
    if match is None:
        return "", ""
    sides = section[: match.start()], section[match.end() :]
    before, after = (
        _LITERAL.sub(lambda found: found[1] or found[2] or "", side).strip("#0?,.")
        for side in sides
    )
    return before, after


def _number(value: float, digits: str) -> str:
    whole, _, fraction = digits.partition(".")
    least = min(fraction.count("0"), _MOST_DECIMALS)
    most = min(sum(fraction.count(mark) for mark in "0#?"), _MOST_DECIMALS)
    if abs(value) >= _EXACT:
        return _plain(value)
    text = f"{abs(value):,.{most}f}" if "," in whole else f"{abs(value):.{most}f}"
    left, _, right = text.partition(".")
    while len(right) > least and right.endswith("0"):
        right = right[:-1]
    left = left.zfill(whole.count("0")) if "," not in whole else left
    sign = "-" if value < 0 else ""
    return f"{sign}{left.replace(',', '.')}" + (f",{right}" if right else "")


def _plain(value: float) -> str:
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    return f"{value:.11g}".replace(".", ",")


def _moment(serial: float, code: str) -> str:
    if not 0 <= serial <= _LAST_SERIAL:
        return _plain(serial)
    minutes = round((serial - int(serial)) * 24 * 60)
    clock = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    if "d" not in code and "y" not in code:
        return clock
    days = int(serial) + (1 if 0 < serial < _LEAP_BUG else 0)
    day = _EPOCH + timedelta(days=days)
    text = f"{day.month:02d}/{day.year}"
    if "d" in code:
        text = f"{day.day:02d}/{text}"
    return f"{text} {clock}" if "h" in code and minutes else text
