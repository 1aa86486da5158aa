"""Sentences on tasks and on obstacles: counts that belong together told in one sentence."""

from dataclasses import dataclass

from cchc.publishing.layout import date_in_figures
from cchc.reports.rules.figure_words import ESTIMATE, Ground, comparison
from cchc.reports.rules.sentence import Chip, Part, Parts, Sentence, inside, sentence_of
from cchc.reports.rules.snapshot import ALL, Fact, shown

_WORD = " nhiệm vụ"
_ONGOING = " đã xong phần việc đến hạn, còn phần việc của các kỳ sau"


@dataclass(frozen=True, slots=True)
class _Counts:
    """The counts of one area, each None when the snapshot does not know it."""

    ground: Ground
    stem: str

    def fact(self, name: str) -> Fact | None:
        return self.ground.now.get(f"{self.stem}.{name}")

    def number(self, name: str) -> int | None:
        fact = self.fact(name)
        return None if fact is None or fact.value is None else int(fact.value)

    def chip(self, name: str) -> Chip:
        fact = self.fact(name)
        assert fact is not None
        return Chip(fact.key, shown(fact) or "")


def task_sentence(
    ground: Ground, stem: str, *, names_area: bool, compares: bool = True
) -> Sentence | None:
    """The sentence on the tasks of one stem ("task.all", "plan.institutions").

    names_area: open with the area's name. compares: end with how the share stands to earlier ones.
    None when the snapshot does not speak of it, or knows no total.
    """
    counts = _Counts(ground, stem)
    total = counts.fact("total")
    if total is None or total.is_missing_data:
        return None
    ground.use(total)
    opening = _opening(ground, stem, total, names_area=names_area)
    if total.is_not_arising:
        return sentence_of(stem, *opening, "không phát sinh nhiệm vụ")
    body = _body(counts, is_plan=stem.startswith("plan."))
    return sentence_of(
        stem, *opening, *body, *_tail(counts), *(_compared(counts) if compares else ())
    )


def _opening(ground: Ground, stem: str, total: Fact, *, names_area: bool) -> Parts:
    who = ground.now.reporter
    when = (
        f"lũy kế đến ngày {date_in_figures(ground.now.as_of)}"
        if stem.startswith("plan.")
        else "trong kỳ"
    )
    if names_area and total.group != ALL and total.group_name:
        return (f"về {inside(total.group_name)}, {when} {who} ",)
    return (f"{when}, {who} ",)


def _body(counts: _Counts, *, is_plan: bool) -> Parts:
    total, done = counts.number("total"), counts.number("done")
    of_plan = " của kế hoạch" if is_plan else ""
    if total == 0:
        return ("không có nhiệm vụ phải thực hiện",)
    if done is None:
        return (
            "có ", counts.chip("total"), f"{_WORD} phải thực hiện{of_plan}",
            "; chưa có số liệu về kết quả hoàn thành",
        )  # fmt: skip
    if done == 0:
        return _nothing_done(counts, of_plan)
    return (*_some_done(counts, of_plan), *_open(counts))


def _nothing_done(counts: _Counts, of_plan: str) -> Parts:
    total, overdue = counts.number("total"), counts.number("overdue")
    if total == 1:
        in_time = _ONGOING.strip() if counts.number("ongoing") else "đang thực hiện, trong hạn"
        how = {None: "chưa hoàn thành", 0: in_time}
        return (
            "có ", counts.chip("total"), f"{_WORD}{of_plan} ",
            how.get(overdue, "quá hạn chưa hoàn thành"),
        )  # fmt: skip
    parts: list[Part] = ["chưa hoàn thành nhiệm vụ nào trong tổng số ", counts.chip("total")]
    parts.append(f"{_WORD}{of_plan}")
    if overdue == 0:
        parts += [", tất cả đang thực hiện, trong hạn", *_ongoing(counts, ", trong đó ")]
    elif overdue is not None and overdue == total:
        parts.append(", tất cả đã quá hạn")
    elif overdue is not None:
        parts += [", trong đó ", counts.chip("overdue"), f"{_WORD} đã quá hạn"]
        parts += _ongoing(counts, ", ")
    return tuple(parts)


def _some_done(counts: _Counts, of_plan: str) -> Parts:
    total, done = counts.number("total"), counts.number("done")
    fact = counts.fact("done")
    whole = "toàn bộ " if done == total and done != 1 else ""
    parts: list[Part] = [f"đã hoàn thành {whole}", counts.chip("done"), "/", counts.chip("total")]
    parts.append(f"{_WORD}{of_plan}")
    rate = counts.fact("done_rate")
    if fact is not None and fact.is_estimated:
        parts.append(ESTIMATE)
        parts += [", đạt ", counts.chip("done_rate")] if rate and rate.value is not None else []
    elif rate is not None and rate.value is not None:
        parts += [" (", counts.chip("done_rate"), ")"]
    return (*parts, *_in_time(counts))


def _in_time(counts: _Counts) -> Parts:
    done = counts.number("done")
    on_time, late = counts.number("done_on_time"), counts.number("done_late")
    if on_time is None or late is None or on_time + late != done:
        return ()
    if late == 0:
        return (", đúng hạn",) if done == 1 else (", tất cả đúng hạn",)
    if on_time == 0:
        return (", nhưng quá hạn",) if done == 1 else (", nhưng đều quá hạn",)
    return (
        ", trong đó ", counts.chip("done_on_time"), f"{_WORD} đúng hạn, ",
        counts.chip("done_late"), f"{_WORD} quá hạn",
    )  # fmt: skip


def _open(counts: _Counts) -> Parts:
    left, overdue = counts.number("open"), counts.number("overdue")
    if not left:
        return ()
    start: Parts = ("; còn ", counts.chip("open"), _WORD)
    if overdue is None or overdue > left:
        return (*start, " chưa hoàn thành")
    if overdue == 0:
        if counts.number("ongoing") == left:
            return (*start, _ONGOING)
        return (*start, " đang thực hiện, trong hạn", *_ongoing(counts, ", trong đó "))
    if overdue == left:
        return (*start, " quá hạn chưa hoàn thành")
    return (
        *start, " chưa hoàn thành, trong đó ", counts.chip("overdue"), f"{_WORD} đã quá hạn",
        *_ongoing(counts, ", "),
    )  # fmt: skip


def _ongoing(counts: _Counts, opening: str) -> Parts:
    """Of the open ones those that owe nothing yet: without them a whole period and a poor plan would contradict."""
    if not counts.number("ongoing"):
        return ()
    return (opening, counts.chip("ongoing"), f"{_WORD}{_ONGOING}")


def _tail(counts: _Counts) -> Parts:
    parts: list[Part] = []
    if counts.number("waiting"):
        parts += ["; ", counts.chip("waiting"), f"{_WORD} đã trình, chờ ban hành"]
    if counts.number("not_arising"):
        parts += [
            "; ",
            counts.chip("not_arising"),
            f"{_WORD} không phát sinh, không tính vào tổng số",
        ]
    return tuple(parts)


def _compared(counts: _Counts) -> Parts:
    rate = counts.fact("done_rate")
    if rate is None or rate.value is None:
        return ()
    said = comparison(counts.ground, rate, opening="; tỷ lệ hoàn thành ")
    has_figure = any(isinstance(part, Chip) for part in said)
    return said if rate.value or has_figure else ()  # "none, as many as before" says nothing


def obstacle_sentence(ground: Ground, stem: str) -> Sentence | None:
    """The sentence on difficulties of one stem ("obstacle.all"): raised, settled, left; None when not known."""
    counts = _Counts(ground, stem)
    total = counts.fact("total")
    if total is None or total.is_missing_data:
        return None
    ground.use(total)
    if total.is_not_arising or total.value == 0:
        return sentence_of(stem, "trong kỳ, các đơn vị không phản ánh khó khăn, vướng mắc")
    parts: list[Part] = ["trong kỳ, các đơn vị phản ánh ", counts.chip("total")]
    parts.append(" khó khăn, vướng mắc")
    settled, left = counts.number("settled"), counts.number("open")
    if settled is not None and settled == counts.number("total"):
        parts.append(", đã được giải quyết" if settled == 1 else ", tất cả đã được giải quyết")
    elif settled == 0:
        parts.append(
            ", chưa được giải quyết" if total.value == 1 else ", chưa nội dung nào được giải quyết"
        )
    elif settled and left:
        parts += [", đã giải quyết ", counts.chip("settled"), ", còn ", counts.chip("open")]
    elif settled:
        parts += [", đã giải quyết ", counts.chip("settled")]
    return sentence_of(stem, *parts)
