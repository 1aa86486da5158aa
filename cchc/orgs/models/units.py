"""Units over time: one tree, its names, aliases, groups and successions."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Listed, Versioned

PATH_DIGITS = 8


class Unit(Identified, Versioned, Listed):
    """An agency, division, centre, team or outside body; one tree for a whole province.

    `path`: the ids of all ancestors and itself, each padded to eight digits, so that a subtree is one
    indexed prefix. `agency`: the nearest unit at or above that is an agency (itself for an agency).
    A rename keeps the unit (see UnitName); a merger or split makes new ones (see Succession).
    Outside bodies stand in the tree without accounts. `name` is the name valid today.
    """

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Bộ, cơ quan ngang bộ")
        PROVINCE = "province", _("Ủy ban nhân dân cấp tỉnh")
        DEPARTMENT = "department", _("Sở, ban, ngành")
        OFFICE = "office", _("Văn phòng")
        COMMUNE = "commune", _("Ủy ban nhân dân cấp xã")
        SUB_DEPARTMENT = "sub_department", _("Chi cục")
        CENTRE = "centre", _("Trung tâm")
        PUBLIC_SERVICE_UNIT = "public_service_unit", _("Đơn vị sự nghiệp công lập")
        DIVISION = "division", _("Phòng, ban chuyên môn")
        INSPECTORATE = "inspectorate", _("Thanh tra")
        TEAM = "team", _("Tổ, đoàn, ban theo quyết định")
        OTHER = "other", _("Tổ chức khác")

    class Level(models.TextChoices):
        CENTRAL = "central", _("Trung ương")
        PROVINCE = "province", _("Cấp tỉnh")
        COMMUNE = "commune", _("Cấp xã")

    parent = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị cấp trên"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    agency = models.ForeignKey(
        "self", verbose_name=_("cơ quan"), null=True, on_delete=models.PROTECT, related_name="units"
    )
    path = models.CharField(max_length=120, db_index=True, editable=False, default="")
    kind = models.CharField(_("loại"), max_length=24, choices=Kind)
    level = models.CharField(_("cấp"), max_length=12, choices=Level, default=Level.PROVINCE)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên viết tắt"), max_length=40, blank=True)
    symbol = models.CharField(_("ký hiệu văn bản"), max_length=30, blank=True)
    place = models.CharField(_("địa danh"), max_length=60, blank=True)
    is_agency = models.BooleanField(_("là cơ quan"), default=False)
    is_outside = models.BooleanField(_("ngoài hệ thống"), default=False)
    has_seal = models.BooleanField(_("có con dấu"), default=False)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    valid_from = models.DateField(_("hoạt động từ ngày"), default=date(2000, 1, 1))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["position", "sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="orgs_unit_dates_in_order",
            ),
        ]
        # Lists of units offer an agency's own and every outside body: two indexes, never the whole directory.
        indexes = [
            models.Index(
                fields=["sort_key"], condition=Q(is_outside=True), name="orgs_unit_outside"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """A name that a unit bore from one day to another, with the decision that gave it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên viết tắt"), max_length=40, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)


class UnitGroup(Identified, Versioned):
    """A collective name such as "Các phòng, đơn vị thuộc Sở": a rule over the agency's tree.

    `rule`: {"kinds": [unit kinds], "has_seal": bool or null, "exclude": [unit uids], "include": [unit uids]},
    evaluated among the agency's own units at a date; links made from it keep the group they came from.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(_("tên gọi chung"), max_length=200)
    rule = models.JSONField(_("quy tắc"), default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="orgs_group_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(Identified):
    """A spelling that stands for a unit or a group within one agency's documents, confirmed by a person."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases_used")
    wording = models.CharField(_("cách viết"), max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="aliases"
    )
    group = models.ForeignKey(
        UnitGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="aliases"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "folded"], name="orgs_alias_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, group__isnull=True)
                | Q(unit__isnull=True, group__isnull=False),
                name="orgs_alias_names_one_thing",
            ),
        ]


class Succession(models.Model):
    """From this day `successor` carries on what `predecessor` did; a split or merger is several rows."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions_in")
    on = models.DateField(_("từ ngày"))
    decision = models.CharField(_("quyết định"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="orgs_succession_once"
            ),
        ]
