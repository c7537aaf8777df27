"""What people fill in to sign in or to get a new password: allauth's forms in the words of this site."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

FULL_ADDRESS = _("Write your full work address, like name@agency.gov")
NEW_PASSWORD = _("At least 12 characters. A few words in a row are easy to remember and hard to guess.")


def _address() -> forms.EmailField:
    return forms.EmailField(
        label=_("Work address"),
        max_length=190,
        error_messages={"invalid": FULL_ADDRESS, "required": FULL_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class AddressForm(forms.Form):
    """The first step: who are you? An agency's own sign-in will begin from here."""

    login = _address()


class PasswordForm(allauth_forms.LoginForm):
    """The second step: the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _address()
        self.fields["login"].widget = forms.HiddenInput()
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            max_length=200,
            strip=False,
            error_messages={"required": _("Write your password")},
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        )


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The password now, and the one from now on, once: it can be made visible."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _word(self.fields["oldpassword"], _("Your password now"), _("Write your password"))
        _word(self.fields["password1"], _("New password"), _("Write the new password"), NEW_PASSWORD)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Where to send the link for a new password. Whoever is only named by an archive has no account to open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _address()

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = [user for user in self.users if not user.is_staged]
        return email


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """The new password behind the link of the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _word(self.fields["password1"], _("New password"), _("Write the new password"), NEW_PASSWORD)


def _word(field: forms.Field, label: str, required: str, hint: str = "") -> None:
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
