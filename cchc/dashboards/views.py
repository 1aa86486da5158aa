from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.core.doors import signed_in


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/overview.html")
