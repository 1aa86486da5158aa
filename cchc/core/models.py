"""Rows every room shares: one-time form tokens, and the shapes of listed and versioned rows."""

import uuid
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.core.errors import Stale
from cchc.core.text import fold, sort_key

_Row = TypeVar("_Row", bound=models.Model)


class SubmitToken(models.Model):
    """A form that was sent once. The second submit of the same form answers with the first result.

    `content`: digest of what the form said, "" where nobody asked; see `core.tokens.content_of`.
    """

    token = models.UUIDField(unique=True)
    result = models.CharField(max_length=500)
    used_at = models.DateTimeField()
    content = models.CharField(max_length=64, blank=True, default="")


class ScheduledJob(models.Model):
    """When a job that runs by the clock was last handed to the queue; see `core.schedule`."""

    name = models.CharField(max_length=60, unique=True)
    slot = models.DateTimeField()
    handed_out_at = models.DateTimeField()


class KeptForm(models.Model):
    """Text of a form that was not sent; see `core.kept`. `owner`: key of the person, who alone is shown it.

    `fields`: pairs of name and value. No foreign key: this room knows no people.
    """

    owner = models.BigIntegerField()
    action = models.CharField(max_length=300)
    fields = models.JSONField(default=list)
    had_files = models.BooleanField(default=False)
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "action"], name="core_kept_form_once"),
        ]


class Identified(models.Model):
    """`uid` stands in addresses, the API and exchange; the bigint key never leaves the database."""

    uid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """An editable row. Forms post the version they saw; `claim_version` refuses a stale one."""

    version = models.PositiveIntegerField(_("phiên bản"), default=1)

    class Meta:
        abstract = True

    def claim_version(self, seen: int) -> Self:
        """Step from the version that was seen to the next, or raise Stale and write nothing."""
        claimed = (
            type(self)
            ._default_manager.filter(pk=self.pk, version=seen)
            .update(version=models.F("version") + 1)
        )
        if not claimed:
            raise Stale
        self.version = seen + 1
        return self


class Listed(models.Model):
    """A row that stands in lists: `search_key` is folded text, `sort_key` the Vietnamese order."""

    search_key = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)

    class Meta:
        abstract = True

    def set_list_keys(self, *searched: str, sorted_by: str) -> None:
        """Fill both keys; the one helper that every list row is written by."""
        self.search_key = fold(" ".join(part for part in searched if part))
        self.sort_key = sort_key(sorted_by)[:400]


class Standing(models.Manager[_Row]):
    """Rows that the plan as amended still asks for; `everything` beside it also holds what was withdrawn."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        return super().get_queryset().filter(withdrawn_on__isnull=True)


class StandingRow(models.Model):
    """A row that an amendment may take out of the plan; it stays, for days before `withdrawn_on`."""

    withdrawn_on = models.DateField(_("không còn từ ngày"), null=True, blank=True)

    objects: ClassVar[Standing[Self]] = Standing()
    everything: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
