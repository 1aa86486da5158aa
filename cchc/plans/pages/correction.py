"""Correcting a misreading."""

from dataclasses import dataclass

from cchc.core.pages import Page
from cchc.plans.forms.correction import CorrectionForm
from cchc.plans.models import Plan
from cchc.plans.selectors.correctable import Correctable


@dataclass(frozen=True)
class CorrectionPage(Page):
    """`row`: the task or target as it stands; `chosen`: the field the form is set to."""

    template = "plans/correction.html"
    plan: Plan
    row: Correctable
    form: CorrectionForm
