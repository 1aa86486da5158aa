"""Tasks as a reading gives them, with only what a comparison looks at."""

from collections.abc import Sequence

from cchc.reading.draft import ScheduleEntry, Source, TaskDraft


def task(
    key: str,
    text: str,
    *,
    area: str = "",
    lead: Sequence[str] = (),
    coordinating: Sequence[str] = (),
    products: Sequence[str] = (),
    time: str | None = None,
    schedule: Sequence[ScheduleEntry] = (),
) -> TaskDraft:
    """One task; give what the test is about."""
    return TaskDraft(
        path=key, key=key, marks={}, section="", area=area, text=text, lead=list(lead),
        coordinating=list(coordinating), products=list(products), products_rule="all",
        conditional=False, issued_by=None, funding=None, time=time, schedule=list(schedule),
        source=Source(),
    )  # fmt: skip
