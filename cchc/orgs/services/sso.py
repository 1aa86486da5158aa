"""The link between an account and its owner's identity at the province's provider."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.orgs.models import Unit, User
from cchc.orgs.services.accounts import chain_of


class NotLinked(DomainError):
    text = "Tài khoản này chưa gắn với tài khoản nào của tỉnh."


def account_of(email: str) -> list[User]:
    """Accounts in use with this official address; one is somebody, several are nobody."""
    return list(User.objects.filter(email__iexact=email, is_active=True)[:2]) if email else []


def is_linked(user: User) -> bool:
    """Whether the owner has come by the provider."""
    return bool(SocialAccount.objects.filter(user=user).exists())


@transaction.atomic
def link_account(*, user: User, provider: str, subject: str, at: datetime) -> SocialAccount:
    """Remember under which subject its owner came; from then on the subject counts, whatever the address."""
    linked = SocialAccount.objects.create(user=user, provider=provider, uid=subject, extra_data={})
    record(action="user.sso_linked", target=user, by=user, at=at, agency_id=chain_of(user))
    return linked


@transaction.atomic
def unlink_account(*, user: User, agency: Unit, by: User, at: datetime) -> None:
    """Forget the subject; the next sign-in by the provider is matched by address again. Raises NotLinked."""
    gone, _each = SocialAccount.objects.filter(user=user).delete()
    if not gone:
        raise NotLinked
    record(action="user.sso_unlinked", target=user, by=by, at=at, agency_id=agency.pk)
