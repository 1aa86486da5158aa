"""What the papers about single matters say: the slip put to the leader, and the notice of conclusions."""

from datetime import date

from cchc.core import clock
from cchc.orgs.models import SigningRight, Unit
from cchc.orgs.signature import signers_of
from cchc.publishing.document import Signature
from cchc.publishing.layout import date_in_figures
from cchc.publishing.meeting import Conclusion, ConclusionNotice
from cchc.publishing.slip import Slip
from cchc.tasks.models import Assignment, Extension, Instruction, Obstacle, Task
from cchc.tasks.selectors.instructions import people_named
from cchc.tasks.selectors.urging import office_code


def slip_of_extension(extension: Extension, focal_unit: Unit, today: date) -> Slip:
    """The slip about a later day that is asked for. Two statements."""
    task = extension.occurrence.task
    old, new = (date_in_figures(day) for day in (extension.from_due, extension.to_due))
    set_above = (
        " Sản phẩm do cấp trên ban hành nên thời hạn chỉ thay đổi khi có văn bản của cấp đó."
        if extension.is_set_above
        else ""
    )
    return _slip(
        task,
        focal_unit,
        today,
        matter=f"Đề nghị gia hạn nhiệm vụ {task.label}",
        reason=extension.reason,
        proposal=(
            f"Kính đề nghị Lãnh đạo xem xét, cho ý kiến về việc gia hạn từ ngày {old} đến ngày {new}.{set_above}"
        ),
        asked_by=extension.asked_by.full_name,
        asked_on=clock.vietnam_date(extension.asked_at),
    )


def slip_of_obstacle(obstacle: Obstacle, focal_unit: Unit, today: date) -> Slip:
    """The slip about a difficulty that asks for a word of the leader. Two statements."""
    task = obstacle.task
    return _slip(
        task,
        focal_unit,
        today,
        matter=f"Khó khăn, vướng mắc khi thực hiện nhiệm vụ {task.label}",
        reason=obstacle.text,
        proposal="Kính đề nghị Lãnh đạo xem xét, cho ý kiến chỉ đạo, giải quyết.",
        asked_by=obstacle.raised_by.full_name,
        asked_on=clock.vietnam_date(obstacle.raised_at),
    )


def conclusion_notice(
    instruction: Instruction, focal_unit: Unit, right: SigningRight | None = None
) -> ConclusionNotice:
    """The notice of the conclusions that the instruction holds, in the order of its tasks. Four statements.

    Signed by order of the head (TL.) unless `right` says by which right somebody signs. Tasks that were given up are
    left out.
    """
    agency = instruction.agency
    signers = signers_of(agency.kind)
    lines = (f"TL. {signers.head}", signers.office)
    office = office_code(focal_unit, agency)
    is_ours = instruction.document_number and instruction.issuer in {"", agency.name}
    return ConclusionNotice(
        issuer=agency.name,
        parent_issuer=agency.parent.name if agency.parent else None,
        symbol=f"TB-{agency.symbol or '…'}",
        place=agency.place or "…",
        number=instruction.document_number.split("/")[0] if is_ours else None,
        issued_on=instruction.document_on if is_ours else None,
        subject=instruction.subject,
        chaired_by=instruction.said_by,
        held_on=instruction.assigned_on,
        points=tuple(_points(instruction)),
        signature=Signature(right.lines, right.name) if right else Signature(lines),
        focal_unit=focal_unit.name,
        archive=f"VT, {office}",
    )


def _points(instruction: Instruction) -> list[Conclusion]:
    tasks = list(
        instruction.tasks.filter(discontinued_on__isnull=True)
        .order_by("position")
        .prefetch_related("deliverables")
    )
    names = _names_by_part([task.pk for task in tasks])
    people = people_named(instruction)
    return [
        Conclusion(
            lead=", ".join(names.get((task.pk, Assignment.Part.LEAD), ["Các đơn vị"])),
            coordinating=tuple(names.get((task.pk, Assignment.Part.COORDINATING), [])),
            text=task.text,
            products=tuple(each.text for each in task.deliverables.all()),
            due_on=task.last_due_on,
            person=people.get(task.label, ""),
        )
        for task in tasks
    ]


def _names_by_part(tasks: list[int]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    parts = Assignment.objects.filter(task__in=tasks, to_on__isnull=True).order_by("position", "pk")
    for task, part, name in parts.values_list("task_id", "part", "unit__name"):
        found.setdefault((task, part), []).append(name)
    return found


def _slip(
    task: Task,
    focal_unit: Unit,
    today: date,
    *,
    matter: str,
    reason: str,
    proposal: str,
    asked_by: str,
    asked_on: date,
) -> Slip:
    agency = task.agency
    office = office_code(focal_unit, agency)
    names = _names_by_part([task.pk])
    facts = [
        ("Nội dung", task.text),
        ("Nguồn", _origin(task)),
        ("Đơn vị chủ trì", ", ".join(names.get((task.pk, Assignment.Part.LEAD), []))),
        ("Đơn vị phối hợp", ", ".join(names.get((task.pk, Assignment.Part.COORDINATING), []))),
        ("Sản phẩm", "; ".join(task.deliverables.values_list("text", flat=True))),
        ("Thời hạn hiện nay", date_in_figures(task.next_due_on) if task.next_due_on else ""),
    ]
    return Slip(
        issuer=agency.name,
        parent_issuer=agency.parent.name if agency.parent else None,
        symbol=f"PT-{office}",
        place=agency.place or "…",
        made_on=today,
        head=signers_of(agency.kind).head.capitalize(),
        matter=matter,
        facts=tuple((name, value) for name, value in facts if value),
        reason=reason,
        proposal=proposal,
        asked_by=asked_by,
        asked_on=asked_on,
        office=focal_unit.name,
    )


def _origin(task: Task) -> str:
    if task.instruction is not None:
        return f"{task.instruction.label}, {task.instruction.subject}"
    if task.plan is None:
        return ""
    number = task.plan.document.number
    return f"{task.plan.title} (số {number})" if number else task.plan.title
