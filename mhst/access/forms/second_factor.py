"""allauth's forms for the second factor, with the secret's owner named and each code good for one use only."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache

from mhst.access import secrets
from mhst.access.forms.plain import Plain

#: A code of an app is right for its own half minute and the one before and after it.
REMEMBERED_FOR = 120


class _CodeOnce:
    user: Any

    def clean_code(self) -> str:
        with secrets.belonging_to(self.user):
            code: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(f"code-used:{self.user.pk}:{code.strip()}", True, timeout=REMEMBERED_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_CodeOnce, Plain, AuthenticateForm):
    labels = {"code": "Code"}
    hints = {"code": "The 6 numbers that your app shows, or one of your recovery codes."}


class CodeAgainForm(_CodeOnce, Plain, ReauthenticateForm):
    labels, hints = CodeForm.labels, CodeForm.hints


class FirstCodeForm(_CodeOnce, Plain, ActivateTOTPForm):
    labels = {"code": "Code"}
    hints = {"code": "The 6 numbers that your app shows now."}


class AddPasskeyForm(Plain, AddWebAuthnForm):
    """Every key we add can sign in by itself, so there is nothing to tick."""

    labels = {"name": "Name for this passkey"}
    hints = {"name": "For example, work laptop, or my phone."}
    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)


class NamePasskeyForm(Plain, EditWebAuthnForm):
    labels = {"name": "Name for this passkey"}
