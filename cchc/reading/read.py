"""Files to draft: the pipeline in one place. See docs/algorithms/reading.md."""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

from cchc.reading import lexicon
from cchc.reading.blocks import Block, Paragraph, ReadFile
from cchc.reading.checks import find_all
from cchc.reading.checks.context import context_of
from cchc.reading.draft import PlanDraft, Section
from cchc.reading.errors import UnreadableFile, only_refusals
from cchc.reading.inputs import load
from cchc.reading.inputs.assembly import Progress
from cchc.reading.meaning.finding import find_tasks, gives_no_tasks
from cchc.reading.meaning.head import period_of, read_head
from cchc.reading.meaning.legal import bases_of_body, legal_bases
from cchc.reading.meaning.outline import area_of, area_of_heading
from cchc.reading.meaning.reports import report_deadlines
from cchc.reading.meaning.shortened import write_out_names
from cchc.reading.meaning.targets import find_targets
from cchc.reading.meaning.tasks import Found, Trees, source_of
from cchc.reading.scanned import mark_scanned
from cchc.reading.structure.joining import join_lines
from cchc.reading.structure.lone_cells import gather_lone_cells
from cchc.reading.structure.regions import Regions, split_regions
from cchc.reading.structure.tree import build_tree, is_heading

PICTURES = frozenset({"png", "jpg", "tiff"})
MOST_BLOCKS = 100_000
MOST_CHARACTERS = 20_000_000
_TOP, _OPENING, _SAYS_SOMETHING = 40, 4, 80


def read_file(
    path: Path | str, *annexes: Path | str, progress: Progress | None = None
) -> PlanDraft:
    """Read a plan: the body and, where it stands in other files, its annexes.

    `progress(stage, done, total)` is told "load" per file, inside long files "pages", "sheets" and "ocr" (pages
    recognised in pictures), then "structure" and "meaning". Raises only `UnreadableFile`. A file that is no plan
    gives a draft without tasks; `require_plan` refuses it.
    """
    files: list[ReadFile] = []
    total = len(annexes) + 1
    for index, name in enumerate((path, *annexes)):
        _tell(progress, "load", index, total)
        files.append(load(Path(name), index, progress))
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
    pages = _further_pages(files)
    regions = split_regions(join_lines(gather_lone_cells(blocks), pages), pages)
    text = "\n".join(file.text for file in files)
    _tell(progress, "meaning", 1, 2)
    plan = _draft(regions, text)
    mark_scanned(plan, files, regions)
    _tell(progress, "meaning", 2, 2)
    return plan


def _further_pages(files: Sequence[ReadFile]) -> frozenset[int]:
    """The pictures that follow a picture: pages of one document, in the order given."""
    pictures = [file.kind in PICTURES for file in files]
    return frozenset(at for at in range(1, len(files)) if pictures[at] and pictures[at - 1])


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
    plan.document = read_head(regions.head, regions.body, regions.tail, text)
    plan.period = period_of(plan.document)
    year = plan.document.year or 0
    trees = _trees(regions, year, "KH" if regions.attached else plan.document.type)
    silent = not regions.attached and gives_no_tasks(plan.document, _opening(regions))
    if not silent and trees.kind not in lexicon.table("kinds")["planning"]["telling"]:
        nodes = chain.from_iterable(root.walk() for root in trees.all())
        plan.legal_bases = legal_bases(regions.head, plan.document.type)
        plan.legal_bases += bases_of_body(nodes, plan.legal_bases, plan.document.number)
    found = Found([], "none") if silent else find_tasks(trees)
    plan.tasks = found.tasks
    write_out_names(plan.tasks, text)
    plan.sections = _sections(trees, found)
    plan.targets = [] if silent else find_targets(trees, found)
    if plan.tasks or plan.targets:  # what plans nothing asks for no reports on it
        plan.report_deadlines = report_deadlines(trees, list(found.nodes.values()))
    plan.findings = find_all(context_of(plan, trees, found, len(regions.annexes)))
    return plan


def _opening(regions: Regions) -> list[str]:
    """The lines in capitals at the top and the first paragraphs that say something."""
    blocks = chain(regions.head, regions.body)
    texts = [block.text for block in islice(blocks, _TOP) if isinstance(block, Paragraph)]
    names = [text for text in texts if text.isupper()]
    return names + [text for text in texts if len(text) > _SAYS_SOMETHING][:_OPENING]


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
