"""Reads of the store."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import cast

from django.db.models import Exists, ManyToOneRel, Model, OuterRef, Q, QuerySet

from cchc.core.db import parts_with_words
from cchc.evidence import keeping
from cchc.evidence.models import (
    DisposalItem,
    Examination,
    FilePart,
    Signature,
    StoredFile,
    TrustItem,
)
from cchc.orgs.models import Unit


def names_of(stored: StoredFile) -> list[str]:
    """The file names under which rooms link this content, each once; [] when nobody does.

    Asks every link table, whichever room owns it; a link without a name of its own adds none.
    """
    names: set[str] = set()
    for links, field in _link_tables():
        if any(each.name == "name" for each in links._meta.concrete_fields):
            rows = links._default_manager.filter(**{field: stored})
            names.update(rows.values_list("name", flat=True))
    return sorted(names)


def past_keeping(on: date) -> QuerySet[StoredFile]:
    """Files that nobody must keep any longer on this day: they are linked, and every link is past its time."""
    said, rules = Q(pk__in=[]), keeping.rules()
    files = StoredFile.objects.filter(erased_on__isnull=True)
    for links, field in _link_tables():
        linked = Exists(links._default_manager.filter(**{field: OuterRef("pk")}))
        if links not in rules:
            files = files.filter(~linked)
            continue
        over = Q(pk__in=rules[links].over(on).values("pk"))
        said |= over
        files = files.filter(over | ~Q(linked))
    return files.filter(said)


def disposable(agency: Unit, on: date) -> QuerySet[StoredFile]:
    """Files past their time of which every link is this agency's, and that no open act of disposal names."""
    files = past_keeping(on)
    for links, field in _link_tables():
        rule = keeping.rules().get(links)
        if rule is not None:
            others = links._default_manager.filter(**{field: OuterRef("pk")})
            files = files.filter(~Exists(others.exclude(**{rule.owner: agency})))
    open_items = DisposalItem.objects.filter(stored=OuterRef("pk"), is_open=True)
    return files.filter(~Exists(open_items)).order_by("stored_at", "pk")


def bases_of(keys: Collection[int]) -> dict[int, str]:
    """Why the time of these files is over, in words, by key."""
    found: dict[int, str] = {}
    for rule in keeping.rules().values():
        found |= rule.bases(keys)
    return found


def _link_tables() -> Iterator[tuple[type[Model], str]]:
    """The tables by which rooms link files, each with the name of its field."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            links = cast("type[Model]", relation.related_model)
            if links._meta.app_label != StoredFile._meta.app_label:  # our own are records, no links
                yield links, relation.field.name


def examination_of(stored: StoredFile) -> Examination | None:
    """What the worker found in the file; None while it has not looked."""
    return Examination.objects.filter(stored=stored).first()


def signatures_of(stored: StoredFile) -> list[Signature]:
    """The digital signatures in the file, in the order in which they were made."""
    return list(Signature.objects.filter(stored=stored))


def trust_list() -> tuple[list[TrustItem], list[TrustItem]]:
    """Whom the installation believes, and whom it believed once."""
    items = list(TrustItem.objects.select_related("imported_by", "withdrawn_by"))
    live = [item for item in items if item.withdrawn_at is None]
    return live, [item for item in items if item.withdrawn_at is not None]


def parts_with(words: Sequence[str]) -> QuerySet[FilePart]:
    """Pages and parts of files that hold these folded words one after another; the last may be only begun."""
    return FilePart.objects.filter(pk__in=parts_with_words(words))
