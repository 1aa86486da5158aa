"""Everything about the code that can be judged without running it: `make check`. No tests."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS: dict[str, list[object]] = {
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "types": [BIN / "mypy"],
    "layers": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [sys.executable, "tools/check_translations.py"],
    "templates": [sys.executable, "tools/check_templates.py"],
    "addresses": [sys.executable, "tools/check_addresses.py"],
}


def main() -> int:
    os.chdir(ROOT)
    environment = os.environ | {"CCHC_ENV": "test"}
    failed = []
    for name, command in CHECKS.items():
        began = time.monotonic()
        done = subprocess.run(
            [str(part) for part in command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        is_good = done.returncode == 0
        took = f"{time.monotonic() - began:.0f} s"
        if not is_good:
            failed.append(name)
            print(done.stdout.rstrip())
        print(f"{'ok    ' if is_good else 'FAILED'}  {name} [{took}]", flush=True)
    print(f"make check: {len(CHECKS) - len(failed)} of {len(CHECKS)} good")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
