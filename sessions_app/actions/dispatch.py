"""An issued letter goes to its reader: by a link, on the school's page, or in somebody's hands."""

import datetime as dt

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.crypto import tokens
from mhst.settings.environment import environment
from sessions_app.actions import message
from sessions_app.enums import Channel, LetterWay, MessageWords, Problem
from sessions_app.models import ContactPreference, Dispatch, Letter
from sessions_app.queries import contact
from sessions_app.queries import dispatch as queries
from sessions_app.rules import dispatch as rules


@action
def send(*, letter: Letter, by: Actor) -> list[Dispatch]:
    """A link to everybody who reads this letter and agreed to be sent letters. Raises: Refused when nobody has."""
    rules.check_can_send(letter, by)
    Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)  # one link at a time
    ways = queries.ways_for(letter)
    rules.check_ways(letter, ways)
    return [_by_link(letter, way, by) for way in ways]


@action
def send_at_once(*, letter: Letter, by: Actor) -> list[Dispatch]:
    """As it is issued: to whoever agreed to that, and to the school that asked. To nobody else, and then it waits."""
    if queries.reads_on_page(letter):
        return [_on_school_page(letter, by)]
    return [_by_link(letter, way, by) for way in queries.ways_for(letter)]


@action
def by_hand(*, letter: Letter, way: LetterWay | str, to: str, sent_on: dt.date, by: Actor) -> Dispatch:
    """Write down that it was posted, handed over or sent between services. Raises: Refused."""
    rules.check_can_send(letter, by)
    rules.check_by_hand(letter, way, sent_on)
    return Dispatch.objects.create(
        letter=letter, way=way, to=to.strip() or letter.addressee, sent_on=sent_on, sent_by=_user(by)
    )


@action
def stop(*, dispatch: Dispatch, by: Actor) -> None:
    """Nobody can open it by this link from now on. Raises: Refused when it has ended already."""
    rules.check_can_stop(dispatch, by)
    _stop(_lock(dispatch), by)


@action
def open_link(*, dispatch: Dispatch, birth_date: dt.date, by: Actor) -> bool:
    """Whether they know the birth date of whom it is about. Wrong ones are counted. Raises: Conflict."""
    locked = _lock(dispatch)
    rules.check_live(locked)
    right = rules.is_right(locked, birth_date)
    if right:
        locked.opened_at = locked.opened_at or clock.now()
    else:
        locked.wrong_tries += 1
    locked.save()
    return right


def _by_link(letter: Letter, way: ContactPreference, by: Actor) -> Dispatch:
    for earlier in queries.live_to(letter, way):
        _stop(earlier, by)
    token = tokens.new_token()
    dispatch = Dispatch(
        letter=letter, way=LetterWay.LINK, to=contact.who(way), sent_by=_user(by), preference=way,
        token_hash=tokens.hash_of(token), expires_at=clock.now() + dt.timedelta(days=environment.letter_link_days),
    )  # fmt: skip
    dispatch.message = message.write(
        key=dispatch.key,
        channel=Channel(way.channel),
        address=way.address,
        words=MessageWords.TO_OPEN,
        details={"link": environment.base_url.rstrip("/") + reverse("letter-link", args=[token])},
        not_after=dispatch.expires_at,
        team=letter.referral.team,
        preference=way,
        by=by,
    )
    dispatch.save()
    return dispatch


def _on_school_page(letter: Letter, by: Actor) -> Dispatch:
    """The school reads it where it follows its request; whoever asked is told that it is there."""
    request = letter.referral.request
    assert request is not None
    dispatch = Dispatch(letter=letter, way=LetterWay.SCHOOL_PAGE, to=letter.addressee, sent_by=_user(by))
    if request.owner and request.owner.is_active and request.owner.email:
        dispatch.message = message.write(
            key=dispatch.key,
            channel=Channel.EMAIL,
            address=request.owner.email,
            words=MessageWords.SCHOOL_LETTER,
            details={"link": environment.base_url.rstrip("/") + reverse("school-request", args=[request.pk])},
            team=letter.referral.team,
            by=by,
        )
    dispatch.save()
    return dispatch


def _stop(dispatch: Dispatch, by: Actor) -> None:
    dispatch.revoked_at = clock.now()
    dispatch.save()
    if dispatch.message:
        message.withdraw(message=dispatch.message, why=Problem.NOT_WANTED, by=by)


def _lock(dispatch: Dispatch) -> Dispatch:
    """As it is now, held until the transaction ends: two phones may have it open."""
    rows = Dispatch.objects.select_for_update(of=("self",))
    return rows.select_related(*queries.ABOUT).get(pk=dispatch.pk)


def _user(by: Actor) -> User | None:
    return by if isinstance(by, User) else None
