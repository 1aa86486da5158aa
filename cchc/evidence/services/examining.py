"""What is inside a file: its pages, its text, its signatures. Found by the worker, in processes of their own."""

import json
import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import transaction

from cchc.core import jobs
from cchc.core.text import fold
from cchc.evidence.models import Examination, FilePart, Signature, StoredFile, TrustItem
from cchc.evidence.rules import ending_of, is_seal, worst_verdict
from cchc.evidence.services import local_copy
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import limits, programs

EXAMINE, RECHECK, EXAMINE_WAITING = (
    "evidence.examine",
    "evidence.recheck",
    "evidence.examine_waiting",
)
_SECONDS = 150  # one conversion by LibreOffice and the reading of what it wrote
_SIGNATURE_SECONDS = 60
_AT_ONCE = 50
_WAITING_AT_ONCE = 500
_PDF = "application/pdf"
_SIGNED = b"/ByteRange"
_BLOCK = 1024 * 1024


def examine(*, stored: StoredFile, at: datetime) -> Examination | None:
    """Find pages, text and signatures of a file and keep them. One that was examined is left as it is.

    None when the store has lost the file. Damaged files are examined too: with no text and no pages.
    """
    known = Examination.objects.filter(stored=stored).first()
    if known is not None:
        return known
    try:
        with local_copy(stored) as source, programs.working_folder() as folder:
            inside = _text_of(stored, source, folder)
            signatures = _signatures_of(stored, source, folder, at)
    except FileNotFoundError:
        return None
    return _keep(stored, inside, signatures, at)


def recheck_signatures(*, stored: StoredFile, at: datetime) -> None:
    """Check the signatures of a file again by the trust list of today; what is found replaces what was."""
    try:
        with local_copy(stored) as source, programs.working_folder() as folder:
            signatures = _signatures_of(stored, source, folder, at)
    except FileNotFoundError:
        return
    with transaction.atomic():
        found = _keep_signatures(stored, signatures, at)
        Examination.objects.filter(stored=stored).update(verdict=found)


def examine_waiting() -> int:
    """Queue what was never examined: files from before there was an examination, or whose job was lost; how many."""
    waiting = StoredFile.objects.filter(examination__isnull=True, erased_on__isnull=True).order_by(
        "-pk"
    )
    keys = list(waiting.values_list("pk", flat=True)[:_WAITING_AT_ONCE])
    for key in keys:
        jobs.enqueue(EXAMINE, key)
    return len(keys)


def recheck_from(*, after: int, at: datetime) -> None:
    """Check the next files with signatures after this key, then queue the rest."""
    found = StoredFile.objects.filter(
        signatures__isnull=False, erased_on__isnull=True, pk__gt=after
    )
    rows = list(found.distinct().order_by("pk")[:_AT_ONCE])
    for stored in rows:
        recheck_signatures(stored=stored, at=at)
    if len(rows) == _AT_ONCE:
        jobs.enqueue(RECHECK, rows[-1].pk)


def _text_of(stored: StoredFile, source: Path, folder: Path) -> dict[str, Any]:
    ending = ending_of(stored.media_type)
    if not ending:
        return {"pages": 0, "parts": [], "refused": "unknown-kind"}
    named = folder / f"in{ending}"
    named.symlink_to(source)
    command = programs.python("cchc.evidence.sandbox.text", str(named), str(folder / "text.json"))
    told = _run(command, folder, "text.json", _SECONDS, limits.OFFICE_MEGABYTES)
    return told or {"pages": 0, "parts": [], "refused": "damaged"}


def _signatures_of(
    stored: StoredFile, source: Path, folder: Path, at: datetime
) -> list[dict[str, Any]]:
    if stored.media_type != _PDF or not _may_be_signed(source):
        return []
    trust = folder / "trust.json"
    trust.write_text(json.dumps(_trust(at)), encoding="ascii")
    command = programs.python(
        "cchc.evidence.sandbox.signatures",
        *(str(each) for each in (source, trust, folder / "signatures.json")),
    )
    told = _run(command, folder, "signatures.json", _SIGNATURE_SECONDS, limits.PROGRAM_MEGABYTES)
    return list(told["signatures"]) if told else []


def _may_be_signed(source: Path) -> bool:
    """Whether a PDF holds the name that every signature bears in clear, as it says which bytes of the file it covers.

    Most files are not signed, and starting the program that checks takes half a second of a processor.
    """
    kept = b""
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            window = kept + block
            if _SIGNED in window:
                return True
            kept = window[-len(_SIGNED) :]
    return False


def _run(
    command: list[str], folder: Path, name: str, seconds: int, megabytes: int
) -> dict[str, Any] | None:
    """What the program wrote; None when it ended badly or was too slow."""
    try:
        if not programs.run(command, folder, seconds=seconds, megabytes=megabytes):
            return None
    except UnreadableFile:
        return None
    found: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return found


def _trust(at: datetime) -> dict[str, Any]:
    lists: dict[str, list[str]] = {"roots": [], "others": [], "crls": []}
    place = {
        TrustItem.Kind.ROOT: "roots",
        TrustItem.Kind.INTERMEDIATE: "others",
        TrustItem.Kind.CRL: "crls",
    }
    for item in TrustItem.objects.filter(withdrawn_at__isnull=True):
        lists[place[TrustItem.Kind(item.kind)]].append(item.pem)
    return {**lists, "now": at.isoformat()}


@transaction.atomic
def _keep(
    stored: StoredFile, inside: dict[str, Any], signatures: list[dict[str, Any]], at: datetime
) -> Examination:
    StoredFile.objects.select_for_update(no_key=True).get(pk=stored.pk)
    known = Examination.objects.filter(stored=stored).first()
    if known is not None:
        return known
    parts = [
        FilePart(stored=stored, number=number, text=text, key=fold(text))
        for number, text in enumerate(inside["parts"], 1)
        if text
    ]
    FilePart.objects.bulk_create(parts, batch_size=200)
    text = Examination.Text.READ if parts else Examination.Text.NONE
    if not parts and inside.get("refused"):
        text = Examination.Text.UNREADABLE
    return Examination.objects.create(
        stored=stored,
        examined_at=at,
        pages=inside["pages"],
        text=text,
        verdict=_keep_signatures(stored, signatures, at),
    )


def _keep_signatures(stored: StoredFile, found: list[dict[str, Any]], at: datetime) -> str:
    """Put these in place of the ones known before; the worst verdict among them."""
    Signature.objects.filter(stored=stored).delete()
    rows = [
        Signature(stored=stored, position=position, checked_at=at, **_facts(told))
        for position, told in enumerate(found, 1)
    ]
    Signature.objects.bulk_create(rows)
    return worst_verdict(row.verdict for row in rows)


def _facts(told: dict[str, Any]) -> dict[str, Any]:
    has_person = bool(told.get("has_person_name")) or told.get("user_id", "").upper().startswith(
        ("CCCD", "CMND", "HC")
    )
    name, organisation = told.get("name", ""), told.get("organisation", "")
    is_office = bool(told.get("organisation_id")) or is_seal(
        name, organisation, _organisations(), has_person=has_person
    )
    days = ("not_before", "not_after", "signed_at", "stamped_at")
    return {
        "verdict": told["verdict"],
        "reason": told["reason"][:20],
        "name": name[:250],
        "organisation": organisation[:250],
        "title": told.get("title", "")[:250],
        "is_seal": is_office and not has_person,
        "issuer": told.get("issuer", "")[:250],
        "serial": told.get("serial", "")[:80],
        "is_stamp_trusted": told.get("is_stamp_trusted", False),
        **{day: datetime.fromisoformat(told[day]) for day in days if told.get(day)},
    }


@cache
def _organisations() -> tuple[str, ...]:
    text = (files("cchc.evidence") / "data" / "seals.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["organisations"])
