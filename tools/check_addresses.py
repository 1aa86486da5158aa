"""No file in the repository names a package registry or a folder of somebody's machine."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Written in halves, so that this file does not find itself.
REGISTRIES = r"registry\.npm" + r"js|registry\.yarn" + r"pkg|py" + r"pi\.org|pythonho" + r"sted"
MACHINES = r"(?<![\w.$}/-])/(?:ro" + r"ot|ho" + r"me|wo" + r"rk|o" + r"pt|Use" + r"rs)/"
FORBIDDEN = re.compile(f"{REGISTRIES}|{MACHINES}")
READABLE_BYTES = 2_000_000


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    faults = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if not path.is_file() or path.stat().st_size > READABLE_BYTES:
            continue
        text = path.read_bytes().decode("utf-8", "ignore")
        for number, line in enumerate(text.splitlines(), 1):
            if "\0" not in line and FORBIDDEN.search(line):
                faults.append(f"{name}:{number}: {line.strip()[:120]}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
