"""Memory of the background worker after 200 pages of PDF, read and drawn: proportional set size, bound 200 MB.

    .venv/bin/python -m benchmarks.worker_memory [PAGES]

Puts plans of our own, about ten pages each, into the queue of an installation of its own, has the worker read
them and draw every page, and looks at the worker when nothing waits any more. Ends with 1 above the bound.
"""

import json
import re
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bars import bar
from benchmarks.kill_office import Database, Office

BOUND_MB = 200
SECONDS_AT_MOST = 540
FILL = """
import sys, django
django.setup()
import pypdfium2
from benchmarks.publishing_speed import paper
from cchc.core import clock, jobs
from cchc.plans.services.drafts import NewFile, start_draft
from cchc.evidence.services.pictures import DRAW_PAGES
from cchc.publishing.pdf import write_pdf
from cchc.publishing.plan_layout import plan_document
from tests.factories.cast import make_cast
cast = make_cast()
pdf = write_pdf(plan_document(paper(40)))
pages = len(pypdfium2.PdfDocument(pdf))
for number in range(-(-int(sys.argv[1]) // pages)):
    file = NewFile(f"ke-hoach-{number}.pdf", [pdf, f"\\n% {number}\\n".encode()])
    draft = start_draft(agency=cast.agency, files=[file], by=cast.coordinator, at=clock.now())
    for first in range(1, pages + 1, 6):
        jobs.enqueue(DRAW_PAGES, draft.files.get().stored_id, first)
"""
COUNT = """
import json, django
django.setup()
from collections import Counter
from django.conf import settings
from django_tasks_db.models import DBTaskResult
from cchc.plans.models import DraftFile
print(json.dumps({
    "jobs": Counter(DBTaskResult.objects.values_list("status", flat=True)),
    "states": Counter(DraftFile.objects.values_list("draft__state", flat=True)),
    "refusals": sorted(set(DraftFile.objects.values_list("draft__refusal", flat=True)) - {""}),
    "read": sum(DraftFile.objects.values_list("pages", flat=True)),
    "drawn": len(list((settings.VAR_DIR / "pages").rglob("*.png"))),
}))
"""


def main() -> int:
    """Fill the queue, let it run empty, measure."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "200"
    with tempfile.TemporaryDirectory(prefix="cchc-worker-") as folder:
        office = Office(Path(folder), Database(Path(folder), "sqlite"), ("-c", FILL, wanted))
        try:
            office.start("worker")
            found = _wait_until_empty(office)
            rollup = Path(f"/proc/{office.processes['worker'].pid}/smaps_rollup").read_text()
        finally:
            office.stop()
    worker = int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1]) / 1000
    print(
        f"read {found['read']} pages, drawn {found['drawn']}; {found['states']}, {found['jobs']}",
        *found["refusals"],
    )
    print(f"background worker {worker:.0f} MB after (bound {BOUND_MB})")
    bar("memory of the background worker", worker, BOUND_MB, "MB")
    return int(worker > BOUND_MB or set(found["states"]) != {"review"})


def _wait_until_empty(office: Office) -> dict[str, object]:
    give_up_at = time.monotonic() + SECONDS_AT_MOST
    while time.monotonic() < give_up_at:
        found = json.loads(office.run("-c", COUNT).stdout)
        if set(found["jobs"]) <= {"SUCCESSFUL", "FAILED"}:
            return found
        time.sleep(2)
    sys.exit("The queue did not run empty in time")


if __name__ == "__main__":
    sys.exit(main())
