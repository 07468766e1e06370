"""A young person is referred to a link worker, taken on, finished with; whoever referred them hears of news."""

from uuid import UUID, uuid4

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.actions import agreement
from mhst.community.prescribing.enums import REVIEWS, ClosedBecause, Next, State
from mhst.community.prescribing.models import LinkReferral, Review
from mhst.community.prescribing.queries import referral as queries
from mhst.community.prescribing.rules import referral as rules
from mhst.community.rules import agreement as agreements
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.people.enums import ConsentKind
from mhst.people.models import YoungPerson
from mhst.places.models import Team
from mhst.settings.environment import environment
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords


@action
def refer(
    *, person: YoungPerson, team: Team, reason: str, agreed: Agreed, by: User, once: UUID | None = None
) -> LinkReferral:
    """With an agreement that is a decision on the record. Sent twice under one id it is one.

    Raises: Refused, Conflict.
    """
    person = YoungPerson.objects.select_for_update(no_key=True).get(pk=person.pk)
    id = once or uuid4()
    if known := queries.sent_before(id, by):
        return known
    rules.check_can_refer(person, by, queries.is_referred(person))
    decision = agreement.record(young_person=person, kind=ConsentKind.LINK_WORKER, agreed=agreed, by=by)
    made: LinkReferral = LinkReferral.objects.create(
        pk=id, young_person=person, team=team, reason=reason, agreement=decision, agreed_on=agreed.on, referred_by=by
    )
    return made


@action
def take(*, referral: LinkReferral, by: User) -> None:
    """Work with them from now on; also in the place of a colleague. Pressed twice it is once. Raises: Refused."""
    held = _locked(referral.pk)
    rules.check_can_take(held, by)
    if rules.is_own(held, by):
        return
    held.worker, held.state = by, State.ACTIVE
    held.save()
    _tell_of_news(held, held.referred_by, "prescribing-state", by)


@action
def say_next(*, referral: LinkReferral, next: Next, by: User) -> None:
    """What follows tries that reached nobody. Raises: Refused."""
    held = _own(referral, by)
    held.next_after_tries, held.tries_decided = next, held.attempts.count()
    held.save()


@action
def say_what_matters(*, referral: LinkReferral, matters: str, by: User) -> None:
    """In the young person's own words. Raises: Refused."""
    held = _own(referral, by)
    held.matters = matters
    held.save()


@action
def agree_plan(*, referral: LinkReferral, by: User) -> None:
    """From today on it is looked at after three, six and twelve months. Raises: Refused, Conflict."""
    held = _own(referral, by)
    if held.planned_on == clock.today():
        return
    rules.check_has_no_plan(held)
    held.planned_on = clock.today()
    held.save()
    _plan_reviews(held)


@action
def close(*, referral: LinkReferral, because: ClosedBecause, words: str, keeps_reviews: bool, by: User) -> None:
    """Reviews that are still to come go on, counted from today where there was no plan; or they do not.

    Sent twice it is once. Raises: Refused.
    """
    held = _locked(referral.pk)
    rules.check_can_work(held, by)
    if (held.closed_because, held.closing_words) == (because, words or None):
        return
    rules.check_open(held)
    rules.check_can_close(because, queries.attempts_of(held))
    _close(held, because, words)
    if not keeps_reviews:
        held.reviews.filter(held_on=None).delete()
    elif not held.reviews.exists():
        _plan_reviews(held)
    _tell_of_news(held, held.referred_by, "prescribing-state", by)


@action
def end_what_is_not_agreed(*, young_person_id: UUID, by: Actor) -> int:
    """After an agreement was taken back: no link worker goes on without it, and both hear of it.

    Returns how many ended.
    """
    ended = 0
    for found in queries.open_about(young_person_id):
        held = _locked(found.pk)
        taken_back = held.agreement is not None and held.agreement.withdrawn_at is not None
        agreed = agreements.still_holds(held.young_person, ConsentKind.LINK_WORKER, taken_back)
        if agreed or not rules.can_move(held, State.CLOSED):
            continue
        _close(held, ClosedBecause.TAKEN_BACK, "")
        held.reviews.filter(held_on=None).delete()
        _tell_of_news(held, held.referred_by, "prescribing-state", by)
        if held.worker:
            _tell_of_news(held, held.worker, "prescribing-show", by)
        ended += 1
    return ended


def _close(held: LinkReferral, because: ClosedBecause, words: str) -> None:
    held.state, held.closed_on = State.CLOSED, clock.today()
    held.closed_because, held.closing_words = because, words or None
    held.save()


def _plan_reviews(referral: LinkReferral) -> None:
    for month in REVIEWS:
        Review.objects.create(referral=referral, month=month, due_on=clock.months_after(clock.today(), month))


def _tell_of_news(referral: LinkReferral, to: User, page: str, by: Actor) -> None:
    """Neutral words and a link: nothing tells what it is about, or about whom."""
    if not (to.email and to.is_active):
        return
    link = environment.base_url.rstrip("/") + reverse(page, args=[referral.pk])
    message.write(
        key=f"{page}:{referral.pk}:{referral.state}:{referral.worker_id}", channel=Channel.EMAIL,
        address=to.email, words=MessageWords.NEWS, team=referral.team, by=by, details={"link": link},
    )  # fmt: skip


def _own(referral: LinkReferral, by: User) -> LinkReferral:
    held = _locked(referral.pk)
    rules.check_can_work(held, by)
    rules.check_open(held)
    return held


def _locked(id: UUID) -> LinkReferral:
    rows = LinkReferral.objects.select_for_update(of=("self",))
    found: LinkReferral = rows.select_related("worker", "referred_by", "team", "young_person", "agreement").get(pk=id)
    return found
