"""The measures that a piece of text names: comparator, value, unit; ranks; and the level that will set a value.

Comparators, units and number words are data (`data/measures.toml`). Rules and examples: docs/algorithms/reading.md.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.bounds import RANK_UNIT, Measure, bounded
from cchc.reading.meaning.explained import explains

_LEVELS = (
    r"(?:ubnd|hdnd|hoi dong nhan dan|uy ban nhan dan|trung uong|chinh phu|thu tuong|tinh|thanh pho|bo|so|cap tren|"
    r"cap co tham quyen)\b"
)
_REFERENCE = re.compile(
    r"(?:theo\s+|bang\s+hoac\s+(?:cao\s+)?hon\s+|vuot\s+)?(?:cac\s+)?(?:chi tieu|muc tieu|ty le|muc)\s+"
    r"(?:(?:da\s+)?duoc\s+|do\s+)?(?:giao\b(?!\s+(?:dich|ban|luu|thong|tiep|duc|nhan|dien)\b)"
    rf"(?:\s+(?:cua\s+)?{_LEVELS}[^.;,]{{0,60}})?"
    rf"|{_LEVELS}[^.;]{{0,60}}?\b(?:giao|dat ra|quy dinh|phan bo)\b"
    rf"|(?:cua|tai|trong|theo|do)\s+(?:[^.;,]{{0,40}}?\s)?{_LEVELS}[^.;,]{{0,40}}?\b(?:giao|phan bo)\b)"
)
_GIVEN = re.compile(
    r"(?:\btheo\s+)?\b(?:ke hoach|dinh muc)\s+(?:von\s+|nam\s+)?(?:do\s+|cua\s+)?"
    rf"(?:duoc\s+(?:[^.;,]{{0,30}}?\s)?giao\b|{_LEVELS}[^.;,]{{0,40}}?\b(?:giao|phan bo)\b)"
    r"|theo\s+(?:chi tieu|muc tieu|ty le|muc)\s+(?:(?:neu\s+)?(?:cua|tai|trong|theo)\s+)?"
    r"(?:nghi quyet|ke hoach|quyet dinh|chuong trinh|de an)\b[^.;,]{0,60}"
)  # below a heading of targets alone
_LEADS_TO = re.compile(r"(?:ty le|muc)\b")
_PER = ((re.compile(r"\b(?:hang|moi|tren|mot|trong|1|01) thang\b|/\s?(?:0?1\s)?thang\b"), "month"),
        (re.compile(r"\b(?:hang|moi|tren|mot|1|01) quy\b|/\s?(?:0?1\s)?quy\b"), "quarter"))  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?(?![\d%])|\d{1,6}(?:[.,]\d{1,3})?)"
_THOUSANDS = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,3}))?")
_NAMES_A_NUMBER = re.compile(
    r"(?:(?<!moi )(?<!hang )(?<!mot )(?<!tren )\b(?:thang|quy|nam|tuan)"
    r"|\b(?:ngay|so|dieu|khoan|diem|muc|phu luc|nghi quyet|de an|cap|cap do|muc do|bieu"
    r"|lan thu|tieu chuan|iso|(?<!khoa )(?<!phong )luat))\s+$"
)
_OF_A_YEAR = re.compile(
    r"\bnam\s+(?P<y>20\d\d)\s*(?:\(|:|la|dat|chi dat|moi dat|dat duoc|thuc hien|uoc dat|ket qua)\s*(?:khoang\s+)?$"
    r"|(?<!hon )(?<!voi )\bnam\s+(?P<in>20\d\d)\s*(?:khoang\s+)?$"
)
_RANK_WORDS = (
    r"(?:(?:xep|dung)\s+(?:tu\s+)?(?:hang\s+)?(?:tu\s+)?(?:vi tri\s+)?(?:thu\s+|hang\s+)?"
    r"|(?:vi tri|thu hang|hang)\s+(?:tu\s+)?(?:thu\s+)?|thu\s+)"
)
_WHOLE = r"(?![\d/%]|[.,]\d)"  # no figure goes on behind it
_RANK = re.compile(
    rf"\b{_RANK_WORDS}(?P<rank>\d{{1,3}})(?:/\d{{1,3}})?{_WHOLE}"
    rf"(?:\s?(?:-|den)\s?(?:thu\s+|hang\s+)?(?P<worst>\d{{1,3}}){_WHOLE})?"
    rf"(?:\s+len\s+(?:vi tri\s+|hang\s+|thu\s+){{0,2}}(?P<then>\d{{1,3}}){_WHOLE})?"
    r"(?P<up>[^;.%\d]{0,30}?\b(?:tro len|hoac cao hon)\b)?"
    rf"|\b(?:(?:nhom|trong so|trong|thuoc|vao)\s+|top\s+)(?P<top>\d{{1,3}}){_WHOLE}\s+"
    r"(?:[^,;.%\d]{0,30}?,\s+)?[^,;.%\d]{0,40}?"
    r"\b(?:dan dau|dung dau|hang dau|cao nhat|tot nhat|dau bang)\b"
    r"|\b(?:xep|dung|giu|nam)\s+(?:thu\s+)?(?:hang\s+|vi tri\s+)?(?:trong\s+)?(?:nhom|top)\s+(?P<group>\d{1,3})"
    rf"{_WHOLE}"
    rf"|\btop\s+(?P<only>\d{{1,3}}){_WHOLE}"
)
_RANK_CELL = re.compile(r"(?:(?:thuoc|nam|vao)\s+)?(?:trong\s+)?(?:nhom|top)\s+(?P<top>\d{1,3})")
_NOT_WORSE = re.compile(
    r"\b(?:khong (?:thap hon|duoi|kem|xep duoi|dung duoi|thap duoi)|it nhat|toi thieu)\s+(?:o\s+)?$"
)
_RANKS = re.compile(r"\b(?:xep|hang|vi tri|dung)\b")
_RANKED_BEFORE = re.compile(
    r"(?<!voi )\bnam\s+(?P<y>20\d\d)\s*(?:\(|:|la|dat)?\s*(?:xep|dung|o)?\s*$"
)
# "dưới 30 tuổi được bồi dưỡng", "có ít nhất 01 thành viên ... đạt 80%": the figure says which ones, not how many.
_OF_WHAT = re.compile(
    r"(?:^|[;,.]\s*)(?:(?:phan dau|bao dam|dam bao|duy tri)\s+)?(?:ty le|ti le)\b[^,;.%\d]{0,80}$"
)
_FEWER = re.compile(r"\b(?:giam|rut ngan|con|trong vong)\s+$")
# "bình quân 01 hồ sơ được giải quyết không quá 3 ngày": for each of them.
_EACH_ONE = re.compile(r"\b(?:binh quan|trung binh|moi|cu|giai quyet|tiep nhan|xu ly)\s+$")
# What no longer is so long as that: "không có kiến nghị tồn đọng quá 10 ngày".
_NONE_SO_LONG = re.compile(r"\bkhong\s+(?:con|co|de|phat sinh)\b[^,;.]{0,60}\b(?:qua|tren|hon)\s+$")
# Verbs that make a bare number of whatever a level: they change how many there are.
_CHANGES = re.compile(
    r"\b(?:giam|tinh gian|cat giam|tang|tang them|giam them|phat hanh|bo sung|thanh lap)\s+$"
)
_COMPARED = re.compile(r"\bso voi\s+(?:muc\s+|ty le\s+|ket qua\s+)?$")
# "giảm 08 tổ dân phố có quy mô dưới 200 hộ": the second figure says which ones.
_DESCRIBES = re.compile(
    r"\d\s[^,;.]{0,60}\b(?:co|voi)\s+(?:quy mo|dien tich|dan so|so ho|so dan|tong muc|gia tri)\s+$"
)
_YEAR_BEHIND = re.compile(
    r"\s*(?:cua\s+|trong\s+)?nam\s+(?P<y>20\d\d)\b|\s*\(nam\s+(?P<in>20\d\d)\)"
)
# What is there already: "hiện đạt 62%", "(kết quả 2025: 62%)", "62% → 75%".
_NOW = re.compile(
    r"\b(?:hien nay|hien tai|nam truoc|nam ngoai|cung ky)\s*(?:dang\s+|moi\s+|chi\s+)?(?:dat|la|:|o muc)?\s*$"
    r"|(?<!thuc )(?<!the )(?<!bieu )\bhien\s+(?:dang\s+|moi\s+|chi\s+)?(?:dat|la|o muc)\s*$"
    r"|(?:\(|\bket qua (?:nam )?|\bthuc hien (?:nam )?)(?P<y>20\d\d)\s*(?:dat|la|:)?\s*$"
)
_BECOMES = re.compile(r"\s*(?:→|->)\s*")
_RISES = re.compile(r"[^,;]{0,50}\b(?<!tro )(?:len|xuong|con)\b.*")
_FIGURE = re.compile(r"[\d%]")
_REACHES = re.compile(r"(?:\b(?:dat|la|con|muc|bang)\s+|[:=]\s*)$")
_SCALES = frozenset({"4", "5", "10", "20", "100"})
_NUMBER_OF = re.compile(r"[\s+-]*(?:tong\s+)?so\s+(?!hoa\b|\d)")
_PART_OF = re.compile(r"\b(?:nhom|top)\s+$")
_FREE_UP = re.compile(r"(?:\s[a-z]+){1,3}?\s(?:tro len|tro xuong)\b")
_SHARE_UP = re.compile(
    r"(?:,?\s(?!cap\b|loai\b|muc\b|hang\b|tot\b|kha\b|diem\b)[a-z]+){1,4}?\stro len\b"
)
_BY_DAY = re.compile(r"\b(?:ngay|truoc|sau|den|tu|dip|han)\s+$")
_HAS = re.compile(r"\b(?:co|dat|to chuc)\s+$")
_LOOSE = frozenset({"tu", "dat tu"})
_NEAR = 30


@cache
def _pattern(*, with_unit: bool) -> re.Pattern[str]:
    before = "|".join(
        rf"(?P<{name}>{lexicon.any_of('measures', name)})"
        for name in ("at_least", "at_most", "greater", "less")
    )
    fillers = rf"(?:(?:{lexicon.any_of('measures', 'fillers')})\s+){{0,2}}"
    behind = (
        rf"(?:\s*(?:(?P<up>{lexicon.any_of('measures', 'behind_at_least')})"
        rf"|(?P<down>{lexicon.any_of('measures', 'behind_at_most')}))(?![a-z0-9]))?"
    )
    known = (
        rf"\s?(?:(?P<percent>%|phan tram)|(?P<unit>{_units()})(?![a-z0-9]))"
        r"[^,;.%]{0,40}?"
    )
    other = r"(?P<bare>)(?=\s?(?:$|[,;.()\n]|tro (?:len|xuong)\b))|(?=\s(?P<free>[a-z]{2,}(?:\s[a-z]{2,})?))"
    unit = rf"(?:{known}|{other})" if with_unit else rf"(?:{known})?"
    return re.compile(
        rf"(?<![a-z0-9])(?:(?:{before})\s*:?\s*{fillers})?(?<![\d.,/])"
        rf"(?:(?P<value>{_NUMBER})|(?P<word>{_words()})(?=\s))"
        rf"(?:/(?P<of>\d{{1,5}})(?:,0)?)?(?:\s?\((?:[a-z ]{{2,16}}|\d{{1,3}}%)\))?"
        rf"(?P<range>\s?%?\s?(?:-|÷|~|den)\s?(?:duoi\s)?(?P<upper>\d{{1,4}}(?:[.,]\d{{1,3}})?))?"
        rf"{unit}{behind}(?=[\s,;.)/]|$)"
    )


@cache
def _units() -> str:
    names = {*lexicon.phrases("measures", "units"), *lexicon.phrases("measures", "scopes")}
    return "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True)
    )


@cache
def _word_values() -> dict[str, tuple[str, float]]:
    """Number words in flat form, each as it is written and its value."""
    words = lexicon.table("measures")["words"]
    return {flat(word): (word, float(value)) for word, value in words.items()}


@cache
def _words() -> str:
    return "|".join(sorted(_word_values(), key=len, reverse=True))


def measures_in(text: str, year: int = 0) -> list[Measure]:
    """The measures of a clause in order. What an earlier year than `year` reached is none."""
    plain = flat(text)
    if not _may_measure(plain):
        return []
    found = [*_ranks(plain, year), *_numbers(text, plain, year)]
    kept: list[Measure] = []
    for one in sorted(found, key=lambda measure: measure.left):
        if kept and (one.left < kept[-1].right or explains(kept[-1], one, plain)):
            continue
        if kept and _rises_from(kept[-1], one, plain):
            kept.pop()
        kept.append(one)
    kept = bounded(kept, plain)
    shares = [one.left for one in kept if one.unit == "%"]
    return [
        one
        for at, one in enumerate(kept)
        if not (shares and one.is_time and not _stands_alone(one, plain))
        and not (
            shares
            and one.unit != "%"
            and one.left < shares[-1]
            and _OF_WHAT.search(plain, 0, one.left)
        )
        and not (one.comparator == "=" and one.value == 1 and _is_for_each(kept, at, plain))
    ]


def _is_for_each(kept: list[Measure], at: int, plain: str) -> bool:
    """``thời gian giải quyết 01 hồ sơ không quá 3 ngày``: the second measures each of them."""
    return (
        at + 1 < len(kept)
        and kept[at + 1].is_time
        and _EACH_ONE.search(plain, 0, kept[at].left) is not None
    )


def _rises_from(first: Measure, then: Measure, plain: str) -> bool:
    """``từ 65% (năm 2025) lên 80%``: the first is where it comes from."""
    opens = plain.startswith("tu", first.left)
    return opens and bool(_RISES.fullmatch(plain, first.right, then.left + len("xuong con ")))


def _stands_alone(time: Measure, plain: str) -> bool:
    """A limit of time that bounds, beside a rate, something of its own: ``..., thời gian chờ không quá 15 phút``."""
    part = plain[max(plain.rfind(sign, 0, time.left) for sign in ",%") + 1 : time.left]
    return (
        (time.comparator != "=" or _FEWER.search(plain, 0, time.left) is not None)
        and "," in plain[time.left - len(part) - 1 : time.left]
        and "thoi gian" in part
    )


_COMES_FROM = re.compile(
    r"\s*(?:(?:tang|giam|nang)\s+)?(?:tu\s+)?(?:hang\s+|thu\s+)?[\d.,]{1,9}\s?%?\s*(?:\([^)]{0,40}\)\s*)?"
    r"(?:len|xuong(?:\s+con)?|→|->)\s*(?=[^\d]{0,20}\d)"
)
_TO = re.compile(r"\d\s?(?:-|÷|~|den)\s?(?:thu\s+|hang\s+)?(\d{1,3})(?!\d)")


def worst_of_range(value: str) -> float | None:
    """The last figure of a range: of ranks ``10 - 15`` the worst that still will do."""
    match = _TO.search(flat(value))
    return float(match[1]) if match else None


def measure_of_cell(value: str, unit: str) -> Measure | None:
    """The measure of a cell; its unit may stand in a column of its own. None where the cell names no number."""
    if comes_from := _COMES_FROM.match(flat(value)):
        value = value[comes_from.end() :]
    plain = flat(value)
    match = _pattern(with_unit=False).search(plain)
    if match is None or (match["word"] and not match["unit"]):
        return None
    if among := _RANK_CELL.fullmatch(plain.strip(" .;")):
        return Measure(0, len(plain), "<=", float(among["top"]), unit or RANK_UNIT)
    rank = next(_ranks(plain), None)
    if rank is not None and rank.left <= match.start():
        return rank
    found = _measure(match, value)
    return replace(found, unit=found.unit or unit or None)


def is_bare_level(text: str) -> bool:
    """Whether a text is a figure with the words that bound it and nothing else: ``từ 02 trở lên``, ``nhóm 10``."""
    plain = flat(text).strip(" .;")
    return bool(_RANK_CELL.fullmatch(plain) or _bare().fullmatch(plain))


@cache
def _bare() -> re.Pattern[str]:
    words = "|".join(
        lexicon.any_of("measures", name)
        for name in (
            "at_least",
            "at_most",
            "greater",
            "less",
            "behind_at_least",
            "behind_at_most",
            "fillers",
        )
    )
    return re.compile(
        rf"(?:(?:{words})\s*){{0,3}}\d{{1,6}}(?:[.,]\d{{1,3}})?(?:\s*(?:{words})){{0,2}}"
    )


def bound_in(header: str) -> str | None:
    """The comparator that the header of a column of values names for all of them: ``Mức tối thiểu (%)``."""
    plain = flat(header)
    for code, name in ((">=", "at_least"), ("<=", "at_most")):
        firm = [one for one in lexicon.finder("measures", name).findall(plain) if one not in _LOOSE]
        if firm:
            return code
    return None


def reference_in(text: str, *, goal: bool = False) -> str | None:
    """Which level sets the value: ``theo chỉ tiêu UBND tỉnh giao``; None when it is not left to one.

    goal: the words stand where targets are set, so that a plan that was given counts as well.
    """
    plain = flat(text)
    match = _REFERENCE.search(plain)
    if goal and (match is None or _LEADS_TO.match(plain, match.start())):
        match = _GIVEN.search(plain) or match
    return text[match.start() : match.end()].strip() if match else None


def period_of_quota(text: str) -> str | None:
    """ "month" or "quarter" for a quota: ``02 bài/tháng``, ``mỗi quý``."""
    plain = flat(text)
    return next((code for pattern, code in _PER if pattern.search(plain)), None)


def _may_measure(plain: str) -> bool:
    return bool(_FIGURE.search(plain) or _in_words().search(plain))


@cache
def _in_words() -> re.Pattern[str]:
    firsts = sorted({word.split()[0] for word in _word_values()})
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(firsts)})\s")


def _ranks(plain: str, year: int = 0) -> Iterator[Measure]:
    for match in _RANK.finditer(plain):
        bound = match["top"] or match["only"] or match["group"] or match["worst"]
        near = plain[max(0, match.start() - _NEAR) : match.start()]
        comparator = "<=" if bound or match["up"] or _NOT_WORSE.search(near) else "="
        if plain[match.end() : match.end() + 2].strip().startswith("%") or _of_before(near, year):
            continue
        if (
            match.group().startswith("thu ")
            and comparator == "="
            and not _RANKS.search(plain, 0, match.start())
        ):
            continue  # "sáng thứ 7"
        rank = bound or match["then"] or match["rank"]
        yield Measure(match.start(), match.end(), comparator, float(rank), RANK_UNIT)


def _is_there(match: re.Match[str], plain: str, near: str, year: int) -> bool:
    """Whether a figure only says how things stand."""
    if _bound(match):
        return False
    now = _NOW.search(near)
    if now and (now["y"] is None or int(now["y"]) < year):
        return True
    return _BECOMES.match(plain, match.end()) is not None


def _of_before(near: str, year: int) -> bool:
    """``(năm 2025: hạng 22)`` in a plan for 2026."""
    told = _RANKED_BEFORE.search(near)
    return told is not None and int(told["y"]) < year


def _numbers(text: str, plain: str, year: int) -> Iterator[Measure]:
    for match in _pattern(with_unit=True).finditer(plain):
        near = plain[max(0, match.start() - _NEAR) : match.start()]
        told = _OF_A_YEAR.search(near) or _YEAR_BEHIND.match(plain, match.end())
        firm = match["at_least"] and not match["at_least"].startswith("tu")
        past = told and int(told["y"] or told["in"]) < year and not firm
        if past or _COMPARED.search(near) or _is_there(match, plain, near, year):
            continue
        if _DESCRIBES.search(plain, max(0, match.start() - 2 * _NEAR), match.start()):
            continue
        figure = match.start("value") if match["value"] else match.start("word")
        if not _bound_below(match) and _NONE_SO_LONG.search(plain, max(0, figure - 90), figure):
            continue
        if match["percent"] or match["unit"]:
            if _measures(match, text, near):
                found = _measure(match, text)
                above = found.comparator == "=" and _SHARE_UP.match(plain, match.end())
                yield replace(found, comparator=">=") if above else found
        elif match["free"] is not None:
            if _is_bound_to(match, plain, near):
                yield _measure(match, text)
        elif match["value"] and _is_score(match, plain):
            rate = (
                plain.lstrip(" -+").startswith(("ty le", "ti le"))
                or "(%)" in plain[: match.start()]
            )
            yield replace(_measure(match, text), unit="%" if rate else None)


def _is_from(text: str, match: re.Match[str]) -> bool:
    """Whether a word that reads "tu" is the preposition: ``văn bản điện tử đạt 100%``; any other word passes."""
    figure = match.start("value") if match["value"] else match.start("word")
    last = text[match.start("at_least") : match.end("at_least")].lower().split()[-1]
    between = text[match.end("at_least") : figure].lower().split()
    return flat(last) != "tu" or bool({"từ", "tu"} & {last, *between})


def _bound(match: re.Match[str]) -> str | None:
    """The words that bound the number from in front, None where none do."""
    return next((match[name] for name in ("at_least", "at_most", "greater", "less") if match[name]), None)  # fmt: skip


def _bound_below(match: re.Match[str]) -> bool:
    return bool(match["at_least"] or match["at_most"])


def _measures(match: re.Match[str], text: str, near: str) -> bool:
    """Whether a number with a known unit measures: a bound or a rate does; a number word must be plain to see."""
    if match["of"] and _is_of_time(match):
        return False
    if match["percent"] or _bound(match):
        return True
    if match["word"]:
        written = text[match.start("word") : match.end("word")].lower()
        return written in lexicon.table("measures")["bare"] and bool(_HAS.search(near))
    if match["of"] and _PART_OF.search(near):
        return False
    named = _NAMES_A_NUMBER.search(near)
    if " ".join(match["unit"].split()) in lexicon.phrases("measures", "scopes") and not match["of"]:
        changes = not named and _CHANGES.search(near)
        none = match["value"] is not None and not match["value"].strip("0")  # "0 trường hợp"
        return bool(match["up"] or match["down"] or changes or none)
    return not named or bool(match["of"] and named.group().startswith("cap "))


def _is_of_time(match: re.Match[str]) -> bool:
    """``1/2 ngày``"""
    unit = " ".join(match["unit"].split()) if match["unit"] else ""
    return unit in lexicon.phrases("measures", "times")


def _is_bound_to(match: re.Match[str], plain: str, near: str) -> bool:
    """Whether a number measures though its unit is not known: firmly bounded, or all of a number (``35/35``)."""
    if match["free"].split()[0] in lexicon.phrases("measures", "no_units") or _is_year(match):
        return False
    bound = _bound(match)
    if bound and " ".join(bound.split()) not in lexicon.phrases("measures", "loose"):
        return True
    if bound and _FREE_UP.match(plain, match.end()):
        return True
    return bool(match["of"] and match["of"].lstrip("0") == match["value"].lstrip("0")) and not (
        _BY_DAY.search(near)
    )


def _is_score(match: re.Match[str], plain: str) -> bool:
    """Whether a bare figure is a score, a rate or a number of things: ``Chỉ số ... đạt trên 88,5``, ``85/100``."""
    subject = lexicon.finder("measures", "scored").search(
        plain, 0, match.start()
    ) or _NUMBER_OF.match(plain)
    if subject is None or _is_year(match) or (match["of"] and match["of"] not in _SCALES):
        return False
    reaches = _REACHES.search(plain, max(0, match.start() - _NEAR), match.start())
    return bool(_bound(match) or match["up"] or match["down"] or reaches)


def _is_year(match: re.Match[str]) -> bool:
    return bool(match["value"]) and re.fullmatch(r"(?:19|20)\d\d", match["value"]) is not None


def _measure(match: re.Match[str], text: str) -> Measure:
    comparator = _comparator(match, text)
    low = _value(match["value"]) if match["value"] else _word_values()[match["word"]][1]
    upper = match["upper"] if comparator in {"<=", "<"} else None
    unit = "%" if match["percent"] else text[match.start("unit") : match.end("unit")]
    groups = match.groupdict()
    if groups.get("free") and not unit:
        unit = text[match.start("free") : match.end("free")]
    end = match.end("unit") if match["unit"] else match.end("percent")
    right = max(end, match.end("up"), match.end("down"), match.end("value"), match.end("word"))
    return Measure(
        match.start(), right, comparator, _value(upper) if upper else low, unit or None, bool(match["of"])
    )  # fmt: skip


def _value(digits: str) -> float:
    if whole := _THOUSANDS.fullmatch(digits):
        return float(f"{whole[1].replace('.', '')}.{whole[2] or 0}")
    return float(digits.replace(",", "."))


def _comparator(match: re.Match[str], text: str) -> str:
    at_least = match["at_least"] and _is_from(text, match)
    if match["down"] or match["at_most"]:
        return "<="
    if match["up"] or at_least or (match["range"] and not match["less"]):
        return ">="
    if match["greater"]:
        return ">"
    return "<" if match["less"] else "="
