from allauth.account.forms import LoginForm, ReauthenticateForm

from mhst.access.forms.plain import Plain


class SignInForm(Plain, LoginForm):
    labels = {"login": "Email address or user name", "password": "Password"}


class PasswordAgainForm(Plain, ReauthenticateForm):
    labels = {"password": "Password"}
