"""Links by which partners keep their entries right, and the letters that carry them."""

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from cms.directory.models import EditLink, Provider
from cms.directory.queries import keeping
from cms.directory.rules import edit_link as rules
from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.crypto import tokens
from mhst.settings.environment import environment

log = logging.getLogger(__name__)


@action
def make(*, provider: Provider, by: Actor) -> str:
    """A new link, which stops the one before. Returns its address, which is nowhere else. Raises: Refused."""
    rules.check_can_give(by)
    _stop_all(provider)
    token = tokens.new_token()
    EditLink.objects.create(
        provider=provider, token_hash=tokens.hash_of(token),
        expires_at=clock.now() + dt.timedelta(days=environment.directory_link_days),
        made_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    return environment.base_url.rstrip("/") + reverse("directory-partner", args=[token])


@action
def stop(*, provider: Provider, by: Actor) -> None:
    """Nobody can write by it from now on."""
    rules.check_can_give(by)
    _stop_all(provider)


@action
def send(*, provider: Provider, by: Actor) -> bool:
    """A new link, by e-mail, to whoever keeps the entries; whether it went. Raises: Refused without an address."""
    rules.check_can_send(provider, by)
    return tell(provider, "link", url=partial(make, provider=provider, by=by))


@action
def ask(*, provider: Provider, by: Actor) -> bool:
    """Whether what is out of date is still right, with a link to say so. Returns whether the letter went."""
    rules.check_can_send(provider, by)
    link = partial(make, provider=provider, by=by)
    went = tell(provider, "ask", url=link, services=keeping.stale_of(provider))
    if went:
        Provider.objects.filter(pk=provider.pk).update(asked_at=clock.now())
    return went


def tell(provider: Provider, letter: str, *, to: str = "", url: Callable[[], str] = str, **told: Any) -> bool:
    """Part of an action that stands even if its letter cannot be sent; who keeps the directory sees that.

    A link that `url` makes is made for this letter: one from before goes on if the letter does not go.
    """
    try:
        with transaction.atomic():
            write_to(provider, letter, to=to, url=url(), **told)
    except OSError as problem:  # of smtplib's too; in its words an address may stand, which no log keeps
        log.warning("a letter of organisation %s could not be sent: %s", provider.pk, type(problem).__name__)
        went = False
    else:
        went = True
    if not to:
        provider.unreached_at = None if went else clock.now()
        Provider.objects.filter(pk=provider.pk).update(unreached_at=provider.unreached_at)
    return went


def write_to(provider: Provider, letter: str, *, to: str = "", **told: object) -> None:
    """Part of an action: a letter that cannot be sent undoes what it tells of. To who keeps the entries, or `to`."""
    context = {**told, "provider": provider, "service_name": environment.service_name,
               "days": environment.directory_link_days}  # fmt: skip
    subject, _, body = render_to_string(f"email/directory/{letter}.txt", context).partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", environment.email_from, [to or provider.contact_email])


def _stop_all(provider: Provider) -> None:
    provider.edit_links.filter(revoked_at__isnull=True).update(revoked_at=clock.now())
