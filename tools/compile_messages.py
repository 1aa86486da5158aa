"""Compiles locale/**/*.po to .mo with polib, so that set-up needs no gettext."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    for source in sorted((ROOT / "locale").rglob("*.po")):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    main()
