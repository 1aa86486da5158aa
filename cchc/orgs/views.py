"""People and units in the browser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.core.doors import signed_in


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    return render(request, "orgs/account.html")
