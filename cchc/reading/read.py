"""Files to draft: the pipeline in one place. See docs/algorithms/reading.md."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cchc.reading.blocks import Block, ReadFile
from cchc.reading.checks import find_all
from cchc.reading.checks.context import context_of
from cchc.reading.draft import PlanDraft, Section
from cchc.reading.errors import UnreadableFile, only_refusals
from cchc.reading.inputs import load
from cchc.reading.meaning.finding import find_tasks
from cchc.reading.meaning.head import period_of, read_head
from cchc.reading.meaning.legal import legal_bases
from cchc.reading.meaning.outline import area_of, area_of_heading
from cchc.reading.meaning.reports import report_deadlines
from cchc.reading.meaning.targets import find_targets
from cchc.reading.meaning.tasks import Found, Trees, source_of
from cchc.reading.structure.joining import join_lines
from cchc.reading.structure.regions import Regions, split_regions
from cchc.reading.structure.tree import build_tree, is_heading

MOST_BLOCKS = 100_000
MOST_CHARACTERS = 20_000_000
Progress = Callable[[str, int, int], None]


def read_file(
    path: Path | str, *annexes: Path | str, progress: Progress | None = None
) -> PlanDraft:
    """Read a plan: the body and, where it stands in other files, its annexes.

    `progress(stage, done, total)` is told "load" per file, then "structure" and "meaning". Raises only
    `UnreadableFile`. A file that is no plan gives a draft without tasks; `require_plan` refuses it.
    """
    files: list[ReadFile] = []
    total = len(annexes) + 1
    for index, name in enumerate((path, *annexes)):
        _tell(progress, "load", index, total)
        files.append(load(Path(name), index))
    _tell(progress, "load", total, total)
    return read_blocks(files, progress=progress)


def read_blocks(files: Sequence[ReadFile], *, progress: Progress | None = None) -> PlanDraft:
    """The draft of files that are blocks already. No files or no blocks give an empty draft.

    Raises only `UnreadableFile`.
    """
    with only_refusals(", ".join(file.name for file in files)):
        return _read(files, progress)


def _read(files: Sequence[ReadFile], progress: Progress | None) -> PlanDraft:
    blocks: list[Block] = [block for file in files for block in file.blocks]
    if len(blocks) > MOST_BLOCKS or sum(len(file.text) for file in files) > MOST_CHARACTERS:
        raise UnreadableFile("too-large", "Văn bản quá dài. Hãy tách thành nhiều tệp nhỏ hơn.")
    _tell(progress, "structure", 0, 2)
    regions = split_regions(join_lines(blocks))
    text = "\n".join(file.text for file in files)
    _tell(progress, "meaning", 1, 2)
    plan = _draft(regions, text)
    _tell(progress, "meaning", 2, 2)
    return plan


def require_plan(plan: PlanDraft) -> PlanDraft:
    """The draft itself when it gives tasks or targets; else `UnreadableFile("not-a-plan")`."""
    if plan.tasks or plan.targets:
        return plan
    raise UnreadableFile(
        "not-a-plan",
        "Không tìm thấy nhiệm vụ hay chỉ tiêu nào trong văn bản. Hãy kiểm tra lại tệp, hoặc thêm "
        "phụ lục phân công nếu phụ lục ở tệp riêng.",
    )


def _tell(progress: Progress | None, stage: str, done: int, total: int) -> None:
    if progress is not None:
        progress(stage, done, total)


def _draft(regions: Regions, text: str) -> PlanDraft:
    plan = PlanDraft()
    plan.document = read_head(regions.head, regions.tail, text)
    plan.period = period_of(plan.document)
    plan.legal_bases = legal_bases(regions.head)
    year = plan.document.year or 0
    trees = _trees(regions, year, "KH" if regions.attached else plan.document.type)
    found = find_tasks(trees)
    plan.tasks = found.tasks
    plan.sections = _sections(trees, found)
    plan.targets = find_targets(trees, found)
    plan.report_deadlines = report_deadlines(trees.body.walk(), trees.year)
    plan.findings = find_all(context_of(plan, trees, found, len(regions.annexes)))
    return plan


def _trees(regions: Regions, year: int, kind: str | None) -> Trees:
    annexes = []
    several = len(regions.annexes) > 1
    for index, annex in enumerate(regions.annexes, 1):
        number = annex.number or (str(index) if several else "")
        annexes.append(build_tree(annex.blocks, root_path=f"PL{number}"))
    return Trees(build_tree(regions.body), annexes, year, kind)


def _sections(trees: Trees, found: Found) -> list[Section]:
    sections = [
        Section(node.path, node.text, area_of(node), source_of(node.place))
        for root in trees.all()
        for node in root.walk()
        if node.numbered and is_heading(node)
    ]
    sections.extend(
        Section(path, heading, area_of_heading(heading), source_of(place))
        for path, heading, place in found.groups
    )
    return sections
