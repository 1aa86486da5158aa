"""The sign-in libraries' forms, dressed as ours."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def _password(label: Any, help_text: Any = "") -> forms.CharField:
    attributes = {"class": "form-control", "autocomplete": "new-password"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=attributes),
    )


class _Dressed:
    """Fields look like every other field here; a placeholder would only repeat the label."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "form-control"


class LoginForm(_Dressed, account.LoginForm):  # type: ignore[misc]  # untyped library
    """Sign-in by name or official address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Tên đăng nhập hoặc thư công vụ")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].widget.attrs["autofocus"] = True

    @property
    def sso_name(self) -> str:
        """What the province's account is called; "" where no identity provider is set."""
        return str(settings.OIDC["name"]) if settings.OIDC else ""


class ChangePasswordForm(_Dressed, account.ChangePasswordForm):  # type: ignore[misc]
    """One's own password."""


class ReauthenticateForm(_Dressed, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class AuthenticateForm(_Dressed, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""


class ReauthenticateCodeForm(_Dressed, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""


class ActivateTOTPForm(_Dressed, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""


class AddPasskeyForm(_Dressed, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new passkey; the browser fills in the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên để nhận ra khóa")
        self.fields["name"].help_text = _("Ví dụ: điện thoại, máy ở cơ quan.")
        without = self.fields["passwordless"]
        without.label, without.help_text = _("Đăng nhập không cần mật khẩu"), ""
        without.initial = True
        without.widget.attrs["class"] = "form-check-input"


class RenamePasskeyForm(_Dressed, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên để nhận ra khóa")


class OwnPasswordForm(forms.Form):
    """A first password, twice; its strength is judged by the service."""

    password = _password(_("Mật khẩu"), _("Ít nhất 14 ký tự; một câu dễ nhớ là tốt nhất."))
    again = _password(_("Nhập lại mật khẩu"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("password") and found.get("again") and found["password"] != found["again"]:
            self.add_error("again", _("Hai lần nhập không giống nhau."))
        return found


class FactorResetForm(forms.Form):
    """Why a second factor is lost, and how it was made sure who asks."""

    reason = forms.CharField(
        label=_("Lý do, đã xác minh thế nào"),
        help_text=_("Ví dụ: mất điện thoại, đã gặp trực tiếp tại phòng ngày 10/03."),
        max_length=300,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
