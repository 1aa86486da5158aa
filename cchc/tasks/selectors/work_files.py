"""Reads of files of work: what stands in them, and what need not be kept any longer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cchc.evidence.models import StoredFile
from cchc.tasks.models import FiledTask, Occurrence, ResultEvidence, WorkFile
from cchc.tasks.rules.keeping import kept_until
from cchc.tasks.selectors.proof import document_day


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the list of papers: `pages` None where nobody knows."""

    number: str
    issued_on: date | None
    title: str
    author: str
    pages: int | None
    note: str


def papers_of(work_file: WorkFile, seen: QuerySet[ResultEvidence]) -> list[Paper]:
    """The list of papers (mục lục văn bản) by their day: what gave the work, results with a number, proof.

    seen: the links to proof that the reader may see. A result whose proof is listed is not listed again.
    Three statements, however many tasks.
    """
    rows = list(
        Occurrence.objects.filter(task__filed__work_file=work_file)
        .select_related(
            "task__plan__document",
            "task__instruction",
            "task__agency",
            "unit",
            "milestone__deliverable",
        )
        .order_by("task__position", "pk")
    )
    proof: dict[int, list[ResultEvidence]] = {}
    links = seen.filter(occurrence__in=[row.pk for row in rows])
    for link in links.select_related("stored__examination"):
        proof.setdefault(link.occurrence_id, []).append(link)
    papers = [*_plans(rows), *_instructions(rows), *_results(rows, proof)]
    return sorted(papers, key=lambda paper: (paper.issued_on is None, paper.issued_on or date.max))


def task_counts(keys: Iterable[int]) -> dict[int, int]:
    """How many tasks stand in each of these files of work; none for those without any."""
    filed = FiledTask.objects.filter(work_file__in=list(keys)).values_list("work_file")
    return dict(filed.annotate(n=Count("pk")).order_by())


def past_keeping(today: date) -> QuerySet[StoredFile]:
    """Files of which nothing must be kept any longer: every link is proof of a task in a file of work past its term."""
    over = [
        row.pk
        for row in WorkFile.objects.filter(closed_on__isnull=False, years__isnull=False)
        if (last := kept_until(row.closed_on, row.years)) is not None and last < today
    ]
    links = ResultEvidence.objects.filter(stored=OuterRef("pk"))
    is_over = Q(occurrence__task__filed__work_file__in=over)
    return StoredFile.objects.filter(Exists(links.filter(is_over)), ~Exists(links.exclude(is_over)))


def keeping_bases(keys: Collection[int]) -> dict[int, str]:
    """In which files of work these stored files are, and until when those were kept, by key of the stored file."""
    links = ResultEvidence.objects.filter(stored__in=keys, occurrence__task__filed__isnull=False)
    found: dict[int, list[str]] = defaultdict(list)
    rows = links.values_list(
        "stored_id",
        "occurrence__task__filed__work_file__code",
        "occurrence__task__filed__work_file__closed_on",
        "occurrence__task__filed__work_file__years",
    )
    for stored, code, closed_on, years in rows.distinct():
        until = kept_until(closed_on, years)
        day = f"{until:%d/%m/%Y}" if until else "…"
        found[stored].append(f"Hồ sơ {code}: thời hạn {years} năm, giữ đến {day}")
    return {key: "; ".join(texts) for key, texts in found.items()}


def _plans(rows: list[Occurrence]) -> Iterator[Paper]:
    plans = {row.task.plan_id: row.task.plan for row in rows}
    for plan in plans.values():
        if plan is None:
            continue
        document = plan.document
        yield Paper(
            document.number, document.issued_on, document.subject, document.issuer, None, ""
        )


def _instructions(rows: list[Occurrence]) -> Iterator[Paper]:
    found = {row.task.instruction_id: row.task.instruction for row in rows}
    for each in found.values():
        if each is not None:
            yield Paper(
                each.document_number,
                each.document_on or each.assigned_on,
                each.subject,
                each.issuer or each.said_by,
                None,
                each.label,
            )


def _results(rows: list[Occurrence], proof: dict[int, list[ResultEvidence]]) -> Iterator[Paper]:
    for row in rows:
        author = row.unit.name if row.unit else row.task.agency.name
        product = row.milestone.deliverable.text if row.milestone.deliverable else row.task.text
        for link in proof.get(row.pk, []):
            examined = getattr(link.stored, "examination", None)
            yield Paper(
                link.document_number or row.document_number,
                document_day(link, row),
                f"{product}: {link.name}",
                author,
                examined.pages if examined else None,
                row.task.label,
            )
        if row.document_number and row.pk not in proof:
            yield Paper(
                row.document_number, row.delivered_on, product, author, None, row.task.label
            )
