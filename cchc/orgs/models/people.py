"""People who sign in, and the roles they have in units for a time."""

from datetime import datetime
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core import clock
from cchc.core.models import Identified, Listed
from cchc.orgs.models.units import Unit
from cchc.orgs.rules import Permission, Role, permissions_of


class UserManager(BaseUserManager["User"]):
    """Makes accounts; there is no superuser, rights come from memberships alone."""

    def create_user(self, *, username: str, full_name: str, password: str | None) -> "User":
        user = self.model(username=username, full_name=full_name)
        user.set_person_keys()
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Identified, Listed):
    """A person who signs in. Personal data is kept to name, position and official address."""

    username = models.CharField(
        _("tên đăng nhập"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    position = models.CharField(_("chức vụ"), max_length=150, blank=True)
    email = models.EmailField(_("thư công vụ"), blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    date_joined = models.DateTimeField(_("tạo lúc"), default=clock.now)
    password_is_temporary = models.BooleanField(_("mật khẩu do người khác đặt"), default=False)
    idle_warned_at = models.DateTimeField(_("được báo sắp khóa lúc"), null=True, blank=True)
    idle_locked_at = models.DateTimeField(_("khóa vì lâu không dùng lúc"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def set_person_keys(self) -> None:
        """Lists sort people by given name, which comes last in a Vietnamese name."""
        *before, given = self.full_name.split() or [self.username]
        self.set_list_keys(
            self.full_name, self.username, self.position, sorted_by=" ".join([given, *before])
        )

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's own permissions are not used: see `orgs.access`."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False

    @property
    def last_used_at(self) -> datetime:
        """The last sign-in; when the account was reopened or made, if that came later."""
        moments = (self.last_login, self.reopened_at, self.date_joined)
        return max(moment for moment in moments if moment is not None)

    @cached_property
    def live_memberships(self) -> list["Membership"]:
        """Memberships valid today, with unit and agency loaded; read once per request."""
        day = clock.today()
        return list(
            self.memberships.filter(
                Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day
            )
            .select_related("unit", "unit__agency")
            .order_by("pk")
        )

    @cached_property
    def permissions_somewhere(self) -> frozenset[str]:
        """Codes of every permission held in any unit: decides what the navigation shows."""
        held: set[Permission] = set()
        for membership in self.live_memberships:
            held |= permissions_of(Role(membership.role))
        return frozenset(held)

    @property
    def unit_text(self) -> str:
        """Name of the unit this person works in, as the audit log keeps it; "" without one."""
        return self.live_memberships[0].unit.name if self.live_memberships else ""


class Membership(Identified):
    """A role that a person has in a unit for a time. On an agency it reaches the agency's whole tree."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=16, choices=[(r.value, r.label) for r in Role])
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    acting_for = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="orgs_membership_dates_in_order",
            ),
        ]
