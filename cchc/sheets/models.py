"""Shapes of the rows in which rooms keep what came back; a room makes its own tables of them."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified


class Upload(Identified):
    """What somebody sent. `ended_at`: everything in it has its verdict."""

    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]

    def claim_end(self, at: datetime, **more: Any) -> bool:
        """Note that it is done, once however often it is tried; False when somebody did before."""
        return self._claim("ended_at", at, more)

    def _claim(self, name: str, at: datetime, more: dict[str, Any]) -> bool:
        free = type(self)._default_manager.filter(pk=self.pk, **{f"{name}__isnull": True})
        values = {name: at} | more
        if not free.update(**values):
            return False
        for each, value in values.items():
            setattr(self, each, value)
        return True


class ListUpload(Upload):
    """A filled-in list. Nothing is written before somebody has looked at its rows.

    `started_at`: told to write. sha256: of the file as it came.
    """

    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)

    class Meta(Upload.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    def claim_start(self, at: datetime, **more: Any) -> bool:
        """Note that it is to be written, once however often it is asked; False when somebody did before."""
        return self._claim("started_at", at, more)


class ListLine(models.Model):
    """A row of such a list that somebody touched: its cells as they came, kept whatever becomes of them."""

    line = models.PositiveIntegerField(_("dòng"))
    key = models.CharField(max_length=120, blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ["line"]
