"""What a visitor sees around a sign-in by the province's provider."""

from dataclasses import dataclass

from cchc.core.pages import Page


@dataclass(frozen=True)
class SsoRefusedPage(Page):
    """Why a sign-in by the provider did not go through."""

    template = "orgs/sso_refused.html"
    refusal: str


@dataclass(frozen=True)
class SsoSignedOutPage(Page):
    """Signed out here; the session at the provider is its own."""

    template = "orgs/sso_signed_out.html"
