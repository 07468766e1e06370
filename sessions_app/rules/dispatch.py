"""By which way an issued letter may go, and what a link to one still allows."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.people.models import YoungPerson
from sessions_app.enums import BY_HAND, LetterState, LetterTo, LetterWay, LinkStanding
from sessions_app.models import ContactPreference, Dispatch, Letter
from sessions_app.queries import dispatch as queries
from sessions_app.rules import letter as letters

#: A second link so soon would only be a second press, or impatience.
PAUSE = dt.timedelta(hours=1)

#: What whoever comes too late is told, by how the link stands.
CLOSED = {
    LinkStanding.REVOKED: "We have stopped this link.",
    LinkStanding.LOCKED: "This link is closed, because the birth date was wrong too often.",
    LinkStanding.EXPIRED: "This link has run out.",
}


def check_can_send(letter: Letter, by: Actor) -> None:
    """Raises: Refused."""
    letters.check_can_prepare(letter.referral, by)
    if letter.state != LetterState.ISSUED:
        raise Refused("Issue the letter first. Then it can go.", code="not-issued")


def check_ways(letter: Letter, ways: list[ContactPreference]) -> None:
    """Whether a link can go to somebody now. Raises: Refused."""
    if not ways:
        raise Refused(
            "Nobody who reads this letter has agreed to be sent letters by email or text. Post it or hand it over, "
            "and say so here.",
            code="no-way",
        )
    soon = clock.now() - PAUSE
    if any(one.created_at > soon and not one.is_undelivered for way in ways for one in queries.live_to(letter, way)):
        raise Refused("A link went less than an hour ago. Give it time, or hand the letter over.", code="just-sent")


def check_by_hand(letter: Letter, way: str, sent_on: dt.date) -> None:
    """Whether somebody can say that it went like this. Raises: Refused."""
    if way not in BY_HAND:
        raise Refused("Choose how it went.", code="way", field="way")
    if way == LetterWay.SECURE_EMAIL and letter.to in {LetterTo.YOUNG_PERSON, LetterTo.PARENT}:
        raise Refused(
            "Secure email reaches services only. Families get a link, or the letter on paper.", code="way", field="way"
        )
    if not letter.issued_at or not letter.issued_at.astimezone(clock.LONDON).date() <= sent_on <= clock.today():
        raise Refused("Choose a day since it was issued, up to today.", code="sent-on", field="sent_on")


def check_can_stop(dispatch: Dispatch, by: Actor) -> None:
    """Raises: Refused."""
    check_can_send(dispatch.letter, by)
    if not dispatch.is_live:
        raise Refused("This link has ended already.", code="ended")


def check_live(dispatch: Dispatch) -> None:
    """Raises: Conflict when it can no longer be opened, in words for whoever holds it."""
    if sentence := CLOSED.get(dispatch.standing):
        raise Conflict(sentence, code="closed")


def is_right(dispatch: Dispatch, birth_date: dt.date) -> bool:
    """Whether whoever opened it knows the birth date of whom the letter is about."""
    person: YoungPerson | None = dispatch.letter.referral.young_person
    return person is not None and person.birth_date == birth_date
