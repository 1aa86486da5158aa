"""A file becomes blocks, blocks become a plan draft: pure Python, usable without the rest."""

from cchc.reading.draft import PlanDraft
from cchc.reading.errors import UnreadableFile
from cchc.reading.json import as_json, from_json
from cchc.reading.read import read_blocks, read_file, require_plan

__all__ = [
    "PlanDraft", "UnreadableFile", "as_json", "from_json", "read_blocks", "read_file", "require_plan",
]  # fmt: skip
