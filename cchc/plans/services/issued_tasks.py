"""Tasks of a reviewed draft as the rooms above receive them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cchc.plans.issuing import IssuedTask
from cchc.plans.models import Draft, PlanSection
from cchc.plans.rules.labels import label_of, quote_of, section_index
from cchc.plans.services.areas import Areas
from cchc.plans.services.resolution import Resolution
from cchc.reading.draft import Source, TaskDraft


def issued_tasks(
    draft: Draft,
    tasks: Sequence[TaskDraft],
    *,
    sections: Sequence[PlanSection],
    areas: Areas,
    resolution: Resolution,
    first_position: int = 1,
) -> list[IssuedTask]:
    """The tasks with section, area and units, numbered from `first_position` in the order given."""
    texts = {file.position: file.text for file in draft.files.all()}
    places = [(section.path, section.heading) for section in sections]
    made = []
    for position, task in enumerate(tasks, start=first_position):
        index = section_index(task.path, task.section, places)
        leads = resolution.leads(task)
        made.append(
            IssuedTask(
                key=task.key,
                path=task.path,
                label=label_of(task.path)[:60],
                position=position,
                text=task.text,
                section=None if index is None else sections[index],
                area=areas.of(task.area),
                leads=leads,
                coordinating=resolution.coordinating(task, leads),
                products=task.products,
                products_rule=task.products_rule,
                conditional=task.conditional,
                issued_by=task.issued_by,
                funding=task.funding,
                time=task.time,
                schedule=task.schedule,
                source=plain_source(task.source),
                quote=_quote(task, texts, resolution),
            )
        )
    return made


def plain_source(source: Source | None) -> dict[str, Any]:
    """Where a fact was read, as a JSON value; {} for what a person added."""
    return asdict(source) if source is not None else {}


def _quote(task: TaskDraft, texts: dict[int, str], resolution: Resolution) -> str:
    """The original words; names of coordinating units that stand for nobody are kept behind them."""
    source = task.source
    quote = quote_of(texts.get(source.file, ""), source.span) if source is not None else ""
    unknown = [name for name in task.coordinating if not resolution.is_resolved(name)]
    lacking = [name for name in unknown if name not in quote]
    if lacking:
        quote = f"{quote}\nCơ quan phối hợp: {'; '.join(lacking)}".strip()
    return quote
