"""A person's saved views of the task list: shown as tabs, seen by nobody else, not audited."""

from django.db import IntegrityError, transaction

from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.tasks.models import SavedView

_MOST = 12


class NameTaken(DomainError):
    text = "Đã có bộ lọc mang tên này. Hãy đặt tên khác."


class TooManyViews(DomainError):
    text = "Mỗi người lưu tối đa 12 bộ lọc. Hãy xóa bớt bộ lọc không dùng."


def save_view(*, user: User, name: str, query: str) -> SavedView:
    """Keep what the list shows under a name. Raises NameTaken, TooManyViews."""
    count = SavedView.objects.filter(user=user).count()
    if count >= _MOST:
        raise TooManyViews
    view = SavedView(user=user, name=squeeze(name)[:60], query=query[:1000], position=count)
    return _saved(view)


def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Give a saved view another name. Raises NameTaken."""
    view.name = squeeze(name)[:60]
    return _saved(view)


def delete_view(*, view: SavedView) -> None:
    """Drop a saved view; nothing else hangs on it."""
    view.delete()


def _saved(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise NameTaken from error
    return view
