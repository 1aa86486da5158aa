"""Append-only events, hashed one onto the next in a chain per agency.

Plain keys and no foreign keys, so that nothing can delete or block the log. JSON values, never joined text;
`action` is a stable code such as "plan.issued" that a presenter turns into a sentence.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditHead(models.Model):
    """Count and hash of the last event of one agency's chain (0: the installation). Locked last."""

    agency_id = models.BigIntegerField(unique=True)
    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class AuditEvent(models.Model):
    """One thing that somebody did. `hash` covers every other field and the hash before it.

    `search_key` is only an index of what the other fields say, so the hash leaves it out.
    """

    agency_id = models.BigIntegerField()
    seq = models.PositiveBigIntegerField()
    action = models.CharField(_("hành động"), max_length=60)
    target_kind = models.CharField(max_length=40)
    target_uid = models.UUIDField(null=True)
    target_label = models.CharField(max_length=300)
    actor_uid = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    actor_unit = models.CharField(max_length=300)
    at = models.DateTimeField(_("lúc"))
    data = models.JSONField(default=dict)
    search_key = models.TextField(editable=False, default="")
    hash_before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "seq"], name="audit_one_event_per_place"),
        ]
        indexes = [
            models.Index(fields=["target_uid", "at"], name="audit_by_target"),
            models.Index(fields=["agency_id", "at"], name="audit_by_time"),
            models.Index(fields=["agency_id", "actor_uid", "actor_name"], name="audit_by_actor"),
            models.Index(fields=["agency_id", "action"], name="audit_by_action"),
        ]
