from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import ResetPasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from mhst.access import tasks
from mhst.access.forms.plain import Plain

HINT = "Use at least 12 characters. Three random words make a good password. You can paste it."
AGAIN = "The two passwords are not the same. Type the new one again."


class ForgottenPasswordForm(Plain, ResetPasswordForm):
    """Leaves the looking-up and the letter to the worker: the answer is the same, and takes as long, for anybody."""

    labels = {"email": "Email address"}

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        email: str = self.cleaned_data["email"]
        tasks.send_password_link.enqueue(email)
        return email


class _TypedTwice(Plain):
    def add_error(self, field: str | None, error: object) -> None:
        """allauth adds one error of its own: that the second password differs."""
        theirs = field == "password2" and not isinstance(error, ValidationError)
        super().add_error(field, AGAIN if theirs else error)  # type: ignore[misc]


class ChoosePasswordForm(_TypedTwice, ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": HINT}


class ChangePasswordForm(_TypedTwice, AllauthChangePasswordForm):
    labels = {"oldpassword": "Present password", **ChoosePasswordForm.labels}
    hints = ChoosePasswordForm.hints


class FirstPasswordForm(_TypedTwice, SetPasswordForm):
    """For somebody who has signed in by passkey only."""

    labels, hints = ChoosePasswordForm.labels, ChoosePasswordForm.hints
