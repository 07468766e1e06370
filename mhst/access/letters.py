"""Letters that help people in, and that tell them when the way in has changed."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from mhst.access.models import User
from mhst.settings.environment import environment


def invite(user_id: str) -> None:
    """A link to choose a password, to a colleague who was invited or starts again."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        _send("invitation", user, url=password_url(user))


def help_back_in(email: str) -> None:
    """A link to choose a new password, if somebody here has this address; else nothing, and nobody is told."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is not None:
        _send("password", user, url=password_url(user))


def tell(user_id: str, what: str) -> None:
    """How somebody signs in has changed; young people gave no address and get none."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is not None:
        _send("notice", user, what=what)


def password_url(user: User) -> str:
    """A link that lets `user` choose a password once."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return environment.base_url.rstrip("/") + path


def _send(letter: str, user: User, **more: str) -> None:
    context = {
        **more,
        "user": user,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "service": environment.service_name,
    }
    subject, _, body = render_to_string(f"email/access/{letter}.txt", context).partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", environment.email_from, [user.email])
