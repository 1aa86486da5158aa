"""Reads of the store."""

from typing import cast

from django.db.models import ManyToOneRel, Model

from cchc.evidence.models import StoredFile


def names_of(stored: StoredFile) -> list[str]:
    """The file names under which rooms link this content, each once; [] when nobody does.

    Asks every link table, whichever room owns it; a link without a name of its own adds none.
    """
    names: set[str] = set()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        links = cast("type[Model]", relation.related_model)
        if any(field.name == "name" for field in links._meta.concrete_fields):
            rows = links._default_manager.filter(**{relation.field.name: stored})
            names.update(rows.values_list("name", flat=True))
    return sorted(names)
