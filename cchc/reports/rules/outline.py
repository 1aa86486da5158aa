"""The outline of a report form: its headings, what each part asks for, and its annexes. Plain Python.

An outline is data (`cchc/reports/data/forms/*.toml`, or a row an authority has edited); `parse` is its only door.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from cchc.core.errors import DomainError
from cchc.core.text import fold

Kind = Literal["heading", "narrative", "tasks", "indicators", "obstacles"]
AnnexKind = Literal["statistics", "tasks", "documents"]
Standing = Literal["official", "sample"]

KINDS: Final = ("heading", "narrative", "tasks", "indicators", "obstacles")
ANNEX_KINDS: Final = ("statistics", "tasks", "documents")
STANDINGS: Final = ("official", "sample")
MAX_LEVEL: Final = 4
ALL_AREAS: Final = "all"


_PROPOSED: Final = "de xuat"
_ASKED_FOR: Final = "kien nghi"


class OutlineRefused(DomainError):
    """An outline that cannot be used; the message names the place and what is wrong there."""

    text = "Đề cương báo cáo chưa hợp lệ."


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of a report (mục).

    number: as printed, with its mark ("I.", "1.", "a)"); level: 1 for "I.", 2 for "1.", 3 for "a)", 4 for "-".
    kind: heading (a title over its parts), narrative (text, with drafted sentences of its areas and blocks), tasks,
    indicators, obstacles. guidance: one or two sentences to whoever writes the part. max_words: None for no limit.
    areas: codes of reform areas whose tasks the part speaks of, "all" for all together; () in a part of kind tasks
    means all together, then area by area.
    blocks: codes of indicator blocks whose figures it speaks of; indicators: codes of single ones, where a part speaks
    of some of a block only.
    """

    code: str
    number: str
    title: str
    level: int
    kind: Kind
    guidance: str = ""
    max_words: int | None = None
    areas: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A table after the text (phụ lục): statistics (blocks, single indicators), progress of tasks, or papers issued."""

    code: str
    number: str
    title: str
    kind: AnnexKind
    blocks: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole form: sections in printed order, then annexes.

    subject: words of the report's title, before the period ("Kết quả thực hiện công tác cải cách hành chính").
    report: "periodic" or "communication"; levels and periods: whom and when the form is for, () for every one.
    standing "sample": our own words until somebody compares it with the form of the level above; `basis` says on what
    it rests.
    """

    code: str
    name: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...] = ()
    subject: str = ""
    report: str = "periodic"
    levels: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    standing: Standing = "sample"
    basis: str = ""

    def section(self, code: str) -> Section | None:
        """The section of this code, None when the form has none."""
        return next((each for each in self.sections if each.code == code), None)

    def fits(self, *, report: str, level: str, period: str) -> bool:
        """Whether the form is for this kind of report, level and kind of period; () means every one."""
        return (
            self.report == report
            and (not self.levels or level in self.levels)
            and (not self.periods or period in self.periods)
        )


_TOP: Final = frozenset(
    [
        "code",
        "name",
        "subject",
        "report",
        "levels",
        "periods",
        "standing",
        "basis",
        "section",
        "annex",
    ]
)
_SECTION: Final = frozenset(
    [
        "code",
        "number",
        "title",
        "level",
        "kind",
        "guidance",
        "max_words",
        "areas",
        "blocks",
        "indicators",
    ]
)
_ANNEX: Final = frozenset(["code", "number", "title", "kind", "blocks", "indicators", "guidance"])


def parse(
    value: Mapping[str, Any],
    *,
    areas: Collection[str] | None = None,
    blocks: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
) -> Outline:
    """The outline that a form's data means: keys `code`, `name`, ..., lists `section` and `annex` of tables.

    areas, blocks, indicators: the codes that exist; when given, another code is refused.
    Raises OutlineRefused, in Vietnamese, naming the section and the entry: missing or unknown entries, a code used
    twice, a kind or level that does not exist, a level that skips one, no section at all.
    """
    _only(value, _TOP, "Đề cương")
    reader = _Reader(areas, blocks, indicators)
    rows = _list(value, "section", "Đề cương")
    if not rows:
        raise OutlineRefused("Đề cương chưa có mục nào; hãy thêm ít nhất một mục.")
    sections = tuple(reader.section(row, place) for place, row in enumerate(rows, start=1))
    annexes = tuple(
        reader.annex(row, place)
        for place, row in enumerate(_list(value, "annex", "Đề cương"), start=1)
    )
    _once([*(each.code for each in sections), *(each.code for each in annexes)])
    _no_skipped_level(sections)
    return Outline(
        code=_words(value, "code", "Đề cương"),
        name=_words(value, "name", "Đề cương"),
        sections=sections,
        annexes=annexes,
        subject=_words(value, "subject", "Đề cương", ""),
        report=_words(value, "report", "Đề cương", "periodic"),
        levels=_codes(value, "levels", "Đề cương"),
        periods=_codes(value, "periods", "Đề cương"),
        standing=cast(Standing, _one_of(value, "standing", STANDINGS, "Đề cương", "sample")),
        basis=_words(value, "basis", "Đề cương", ""),
    )


def gathers(section: Section) -> str:
    """What a section gathers from the reports of agencies below: "obstacles", "proposals", or "" for nothing.

    Proposals are told by the title ("Kiến nghị ...", "... đề xuất"), so that every form's own words are understood;
    what citizens or inspectors ask for ("phản ánh, kiến nghị") is another thing.
    """
    if section.kind == "obstacles":
        return "obstacles"
    title = fold(section.title)
    is_theirs = _PROPOSED in title or title.startswith(_ASKED_FOR)
    return "proposals" if section.kind == "narrative" and is_theirs else ""


class _Reader:
    """Reads rows of sections and annexes, knowing which codes exist."""

    def __init__(
        self,
        areas: Collection[str] | None,
        blocks: Collection[str] | None,
        indicators: Collection[str] | None,
    ) -> None:
        self._areas, self._blocks, self._indicators = areas, blocks, indicators

    def section(self, row: Any, place: int) -> Section:
        where = _where(row, "Mục", place)
        _only(row, _SECTION, where)
        level = row.get("level")
        if not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= MAX_LEVEL:
            raise OutlineRefused(f"{where}: cấp đề mục phải là số từ 1 đến {MAX_LEVEL}.")
        limit = row.get("max_words")
        if limit is not None and (
            not isinstance(limit, int) or isinstance(limit, bool) or limit < 1
        ):
            raise OutlineRefused(f"{where}: số chữ tối đa phải là số nguyên lớn hơn 0.")
        return Section(
            code=_words(row, "code", where),
            number=_words(row, "number", where, ""),
            title=_words(row, "title", where),
            level=level,
            kind=cast(Kind, _one_of(row, "kind", KINDS, where)),
            guidance=_words(row, "guidance", where, ""),
            max_words=limit,
            areas=self._known(row, "areas", self._areas, "lĩnh vực", where),
            blocks=self._known(row, "blocks", self._blocks, "nhóm chỉ tiêu", where),
            indicators=self._known(row, "indicators", self._indicators, "chỉ tiêu", where),
        )

    def annex(self, row: Any, place: int) -> Annex:
        where = _where(row, "Phụ lục", place)
        _only(row, _ANNEX, where)
        return Annex(
            code=_words(row, "code", where),
            number=_words(row, "number", where, ""),
            title=_words(row, "title", where),
            kind=cast(AnnexKind, _one_of(row, "kind", ANNEX_KINDS, where)),
            blocks=self._known(row, "blocks", self._blocks, "nhóm chỉ tiêu", where),
            indicators=self._known(row, "indicators", self._indicators, "chỉ tiêu", where),
            guidance=_words(row, "guidance", where, ""),
        )

    @staticmethod
    def _known(
        row: Mapping[str, Any], key: str, known: Collection[str] | None, what: str, where: str
    ) -> tuple[str, ...]:
        codes = _codes(row, key, where)
        for code in codes:
            if known is not None and code not in known and code != ALL_AREAS:
                raise OutlineRefused(f"{where}: không có {what} mang mã “{code}”.")
        return codes


def _where(row: Any, what: str, place: int) -> str:
    name = row.get("code") if isinstance(row, Mapping) else None
    return f"{what} “{name}”" if isinstance(name, str) and name else f"{what} thứ {place}"


def _only(row: Any, allowed: frozenset[str], where: str) -> None:
    if not isinstance(row, Mapping):
        raise OutlineRefused(f"{where}: phải là một bảng gồm các cặp tên và giá trị.")
    for key in row:
        if key not in allowed:
            raise OutlineRefused(f"{where}: không hiểu mục ghi “{key}”; hãy bỏ hoặc sửa lại tên.")


def _list(row: Mapping[str, Any], key: str, where: str) -> list[Any]:
    found = row.get(key, [])
    if not isinstance(found, list):
        raise OutlineRefused(f"{where}: “{key}” phải là một danh sách.")
    return found


def _words(row: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    found = row.get(key, default)
    if found is None or (default is None and not str(found).strip()):
        raise OutlineRefused(f"{where}: thiếu “{key}”.")
    if not isinstance(found, str):
        raise OutlineRefused(f"{where}: “{key}” phải là chữ.")
    return " ".join(found.split())


def _codes(row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    found = _list(row, key, where)
    if not all(isinstance(each, str) and each for each in found):
        raise OutlineRefused(f"{where}: “{key}” phải là danh sách mã.")
    return tuple(found)


def _one_of(
    row: Mapping[str, Any],
    key: str,
    allowed: tuple[str, ...],
    where: str,
    default: str | None = None,
) -> str:
    found = row.get(key, default)
    if found not in allowed:
        raise OutlineRefused(f"{where}: “{key}” phải là một trong: {', '.join(allowed)}.")
    return str(found)


def _once(codes: list[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise OutlineRefused(f"Mã “{code}” dùng cho hai mục; mỗi mục cần một mã riêng.")
        seen.add(code)


def _no_skipped_level(sections: tuple[Section, ...]) -> None:
    above = 0
    for section in sections:
        if section.level > above + 1:
            raise OutlineRefused(
                f"Mục “{section.code}”: cấp {section.level} đứng ngay sau cấp {above}, thiếu cấp ở giữa."
            )
        above = section.level
