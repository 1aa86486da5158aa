"""Fields that several forms of tasks are made of."""

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def day_field(
    label: "StrPromise", hint: "StrPromise | str" = "", *, required: bool = False
) -> forms.DateField:
    """A day, picked or typed; posted as 2026-03-31."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
