"""Telling people that figures are ready. The e-mail holds none, nor does it say whose."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.reporting.models import Publication, Subscription, Told
from mhst.settings.environment import environment


@action
def subscribe(*, by: User) -> Subscription:
    """Raises: Refused to those who read no figures."""
    by.require(Permission.FIGURES_VIEW)
    wanted, _ = Subscription.objects.get_or_create(user=by)
    return wanted


@action
def unsubscribe(*, by: User) -> None:
    """Not to be told any more."""
    Subscription.objects.filter(user=by).delete()


@action
def tell(*, publication: Publication, user: User, by: Actor) -> None:
    """Once each: what could not be sent is as if it had not been tried, and the next sweep tries again."""
    Told.objects.create(publication=publication, user=user)
    url = environment.base_url.rstrip("/") + reverse("figures-quarter", args=[publication.pk])
    context = {"user": user, "url": url, "period": publication.period, "service": environment.service_name}
    subject, _, body = render_to_string("email/reporting/ready.txt", context).partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", environment.email_from, [user.email])
