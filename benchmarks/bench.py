"""`make bench`: every measurement, one after the other, each with what it is held against in the same run."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "Reading: real plans and growing length": ["benchmarks.read_speed"],
    "Two plans compared: against token_set_ratio of all pairs": ["benchmarks.compare_speed"],
    "Files: ours against the library's own open and walk": ["benchmarks.inputs_speed"],
    "Documents out: thirty pages": ["benchmarks.publishing_speed"],
    "A report of thirty pages: against python-docx alone": ["benchmarks.report_speed"],
    "Task list and task page against a bare page": ["benchmarks.task_list", "5000"],
    "Two hundred forms of figures: stored and rolled up, against only concatenating": [
        "benchmarks.consolidate"
    ],
    "A province's year: 115 agencies, 12 months, 100 indicators, against the raw sum": [
        "benchmarks.province_year"
    ],
    "Figures at national size: the page and one entry, against the raw sum and an entry without sums": [
        "benchmarks.national",
        "240000",
    ],
    "Memory of backup and restore": ["benchmarks.backup_memory", "256", "5000"],
    "Memory of a web worker after 200 pages": ["benchmarks.web_memory"],
    "Memory of the background worker after 200 pages": ["benchmarks.worker_memory"],
    "kill -9 in the middle of writes: SQLite": ["benchmarks.kill_test", "sqlite", "200"],
    "kill -9 in the middle of writes: PostgreSQL": ["benchmarks.kill_test", "postgresql", "200"],
}


def main() -> int:
    """Run all parts; 1 when one of them failed."""
    status = 0
    for title, module in PARTS.items():
        print(f"\n=== {title}", flush=True)
        status |= (
            subprocess.run([sys.executable, "-m", *module], cwd=ROOT, check=False).returncode != 0
        )
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
