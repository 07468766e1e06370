"""A link by which one parent or guardian answers once, without an account. Only its hash is kept."""

import datetime as dt

from django.urls import reverse

from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.crypto import tokens
from mhst.people.actions import consent
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentMethod
from mhst.people.models import ParentOrGuardian
from mhst.settings.environment import environment
from sessions_app.actions import message, referral_notice
from sessions_app.enums import Channel, MessageWords, Problem
from sessions_app.models import ConsentLink, Message, Referral
from sessions_app.queries import consent_link as queries
from sessions_app.rules import consent_link as rules


@action
def make(*, referral: Referral, parent: ParentOrGuardian, by: Actor) -> tuple[ConsentLink, str]:
    """A new link, which stops the one before. Returns its address too, which is nowhere else. Raises: Refused."""
    Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)  # one link at a time
    rules.check_can_make(referral, parent, by)
    for earlier in queries.unanswered(referral, parent):
        _stop(earlier, by)
    token = tokens.new_token()
    link = ConsentLink.objects.create(
        referral=referral, parent=parent, token_hash=tokens.hash_of(token),
        expires_at=clock.now() + dt.timedelta(days=environment.consent_link_days),
        made_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    address = environment.base_url.rstrip("/") + reverse("consent-link", args=[token])
    _send(link, address, by)
    return link, address


@action
def revoke(*, link: ConsentLink, by: Actor) -> None:
    """Nobody can answer by it from now on. Raises: Refused when it has ended already."""
    link = _lock(link)
    rules.check_can_revoke(link, by)
    _stop(link, by)


@action
def confirm(*, link: ConsentLink, birth_date: dt.date, by: Actor) -> bool:
    """Whether whoever opened it knows the young person's birth date. Wrong ones are counted. Raises: Conflict."""
    link = _lock(link)
    rules.check_live(link)
    is_right = birth_date == link.parent.young_person.birth_date
    if is_right:
        link.opened_at = link.opened_at or clock.now()
    else:
        link.wrong_tries += 1
    link.save()
    if not is_right and not link.is_live:
        _tell(link, "A link about consent has closed: the birth date was wrong too often. Make a new one.", by)
    return is_right


@action
def answer(*, link: ConsentLink, answers: dict[ConsentKind, ConsentAnswer], by: Actor) -> None:
    """Write down what they decided, each kind by itself, and close the link.

    Raises: Conflict when it was answered or closed in the meantime; Refused when they may not decide.
    """
    link = _lock(link)
    rules.check_live(link)
    for kind, said in answers.items():
        decision = consent.record(
            young_person=link.parent.young_person, kind=kind, answer=said, basis=ConsentBasis.PARENTAL,
            method=ConsentMethod.ONLINE, decided_on=clock.today(), parent=link.parent, by=by,
        )  # fmt: skip
        recording.note(decision, link=link.pk)
    link.used_at = clock.now()
    link.save()
    _tell(link, "A parent or guardian has answered about consent.", by)


@action
def hand_back(*, link: ConsentLink, by: Actor) -> None:
    """Whoever has it says that somebody else decides. Raises: Conflict when it is closed."""
    link = _lock(link)
    rules.check_live(link)
    link.used_at, link.not_theirs = clock.now(), True
    link.save()
    _tell(link, "A link about consent came back: somebody else decides. Find out whom to ask.", by)


def _lock(link: ConsentLink) -> ConsentLink:
    """The link as it is now, held until the transaction ends: two phones may have it open."""
    rows = ConsentLink.objects.select_for_update(of=("self",))
    return rows.select_related(*queries.ABOUT).get(pk=link.pk)


def _stop(link: ConsentLink, by: Actor) -> None:
    link.revoked_at = clock.now()
    link.save()
    for waiting in Message.objects.filter(key=_key(link)):
        message.withdraw(message=waiting, why=Problem.NOT_WANTED, by=by)


def _send(link: ConsentLink, address: str, by: Actor) -> None:
    """In neutral words, by the ways that this parent agreed to; by none, if there are none."""
    for way in queries.ways_to(link.parent)[:1]:
        message.write(
            key=_key(link),
            channel=Channel(way.channel),
            address=way.address,
            words=MessageWords.QUESTION,
            details={"link": address},
            not_after=link.expires_at,
            team=link.referral.team,
            preference=way,
            by=by,
        )


def _tell(link: ConsentLink, sentence: str, by: Actor) -> None:
    """Whoever made the link, and whoever works with the young person."""
    referral_notice.tell(referral=link.referral, sentence=sentence, also=link.made_by, by=by)


def _key(link: ConsentLink) -> str:
    return f"consent-link:{link.pk}"
