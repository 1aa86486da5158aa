"""A form that was filled in well becomes one act; what the act refuses stands on the form again."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from cchc.core.errors import DomainError, Stale
from cchc.core.pages import go_to
from cchc.core.tokens import content_of, once


class Refused(DomainError):
    """An act was refused; its sentence stands on the form. `is_stale`: somebody else was faster."""

    def __init__(self, error: DomainError) -> None:
        super().__init__(error.message)
        self.is_stale = isinstance(error, Stale)


def carry_out(request: HttpRequest, form: Form, act: Callable[[], str], said: str) -> HttpResponse:
    """Run the act of a valid form once, say `said`, and go to the address that it returns.

    A form sent twice answers with the first result; one that was changed in between, after going back to it, is
    refused with what it says now. Raises Refused when the act was, with the form told.
    """
    try:
        address = once(request.POST.get("submit_token", ""), act, content_of(request))
    except DomainError as error:
        form.add_error(None, error.message)
        raise Refused(error) from error
    messages.success(request, said)
    return go_to(request, address)


def status_of(form: Form, *, is_stale: bool = False) -> int:
    """The status under which a form is shown: 409 overtaken, 422 with faults, else 200."""
    return 409 if is_stale else 422 if form.errors else 200
