"""Quotas per unit or per part of the year: ``Bài báo: Khoa Kinh tế 12 bài, Khoa Luật 8 bài``."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.bounds import Measure, bound_apart, is_whole
from cchc.reading.meaning.measures import measure_of_cell
from cchc.reading.structure.names import begins_name

_LONGEST = 1_500
_SUBJECT = re.compile(r"(?P<subject>[^:;\d]{3,120}):\s+")
_FIGURES = re.compile(r"\d+")
_CUTS = re.compile(r"\s*[,;]\s+(?:va\s+)?|\s+va\s+")
_PART_OF_YEAR = (
    r"(?:trong\s+)?(?:quy|thang)\s+(?:[ivx]{1,4}|\d{1,2})(?:/20\d\d)?(?![\w/])"
    r"|[69] thang(?: dau nam| cuoi nam)?"
)
_OPENS = re.compile(rf"(?:{_PART_OF_YEAR})|moi\s")
_NAMES_A_NUMBER = re.compile(
    r"\b(?:hang|thu|so|dieu|khoan|cap|muc|loai|vi tri|nhom|top|quyet|hoach|dinh|tu|thang|quy|nam|ngay)\W*$"
)
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}(?:,\d{1,3})?"


@cache
def _quota() -> re.Pattern[str]:
    bounds, behind = (
        "|".join(lexicon.any_of("measures", name) for name in names)
        for names in (
            ("at_least", "at_most", "greater", "less", "fillers"),
            ("behind_at_least", "behind_at_most"),
        )
    )
    return re.compile(
        rf"(?P<name>{_PART_OF_YEAR}|[^\d:]{{2,90}}?)\s*[:=]?\s*"
        rf"(?<![a-z](?=[a-z]))(?P<level>(?:(?:{bounds})\s*){{0,2}}(?<![\d/])(?:{_NUMBER})"
        rf"(?:\s?%|\s(?P<unit>[a-z]+(?:\s[a-z]+){{0,3}}?)(?:/[a-z]+)?)?(?:\s(?:{behind}))?)"
    )


def quotas_in(sentence: str) -> list[tuple[str, Measure]]:
    """The words and the measure of each quota; [] unless the whole sentence is a list of at least two.

    What the list is about ("Bài báo: ...") is said in the words of each.
    """
    sentence = sentence.strip(" .;")
    if len(sentence) > _LONGEST or len(_FIGURES.findall(sentence)) < 2:
        return []
    told = _SUBJECT.match(sentence)
    if told and not _opens(told["subject"]) and _opens(sentence[told.end() :]):
        subject, rest = told["subject"], sentence[told.end() :]
    else:
        subject, rest = "", sentence
    bound = bound_apart(flat(subject))
    parts = list(_parts(rest)) if _opens(rest) else []
    found: list[tuple[str, Measure]] = []
    name = ""
    for part in parts:
        said = part if _opens(part) else f"{name} {part}"
        quota = _quota().fullmatch(flat(said))
        if len(parts) < 2 or quota is None or not _opens(said):
            return []
        name = said[: quota.start("level")].rstrip()
        unit = said[quota.start("unit") : quota.end("unit")] if quota["unit"] else ""
        if _NAMES_A_NUMBER.search(flat(name)) or unit.split(" ")[0].lower() in _no_units():
            return []
        measure = measure_of_cell(said[quota.start("level") :], unit)
        if measure is None:
            return []
        if bound and measure.comparator == "=" and not is_whole(measure):
            measure = replace(measure, comparator=bound)
        found.append((f"{subject}: {said}" if subject else said, measure))
    return found


@cache
def _no_units() -> frozenset[str]:
    return frozenset(lexicon.table("measures")["no_units"])


def _opens(text: str) -> bool:
    return begins_name(text) or _OPENS.match(flat(text)) is not None


def _parts(text: str) -> Iterator[str]:
    """The text cut behind a figure, where the next unit, part of the year or level begins."""
    start = 0
    for cut in _CUTS.finditer(flat(text)):
        before = text[start : cut.start()]
        behind = text[cut.end() :]
        if any(sign.isdigit() for sign in before) and (_opens(behind) or behind[:1].isdigit()):
            yield before.strip()
            start = cut.end()
    yield text[start:].strip()
