"""Leaders and the areas that they look after."""

from dataclasses import dataclass

from django.forms import Form

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.tasks.models import AreaCharge


@dataclass(frozen=True)
class ChargesPage(Page):
    """Who looks after which area today or later, and a form for one more; or, with `ending`, for its last day."""

    template = "tasks/charges.html"
    agency: Unit
    rows: list[AreaCharge]
    form: Form
    ending: AreaCharge | None
