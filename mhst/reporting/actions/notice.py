"""Telling people that figures are ready. The e-mail holds none, nor does it say whose."""

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.reporting.models import Publication, Subscription, Told
from mhst.settings.environment import environment
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords


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
    """Once each, by the outbox: what the mail server refuses is tried again there, and holds up nobody else."""
    Told.objects.create(publication=publication, user=user)
    link = environment.base_url.rstrip("/") + reverse("figures-quarter", args=[publication.pk])
    message.write(
        key=f"figures:{publication.pk}:{user.pk}", channel=Channel.EMAIL, address=user.email,
        words=MessageWords.FIGURES, details={"link": link, "period": str(publication.period)}, team=publication.team,
        by=by,
    )  # fmt: skip
