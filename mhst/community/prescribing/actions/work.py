"""What a link worker does with a young person: tries, steps, introductions, reviews, the four questions."""

import datetime as dt
from uuid import UUID, uuid4

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.prescribing.enums import CameOf, Outcome, Owner, StepState, Way
from mhst.community.prescribing.models import Attempt, Introduction, LinkReferral, Step, Wellbeing
from mhst.community.prescribing.queries import referral as queries
from mhst.community.prescribing.rules import referral as rules
from mhst.core import clock


@action
def attempt(
    *, referral: LinkReferral, at: dt.datetime, way: Way, outcome: Outcome, note: str, by: User,
    once: UUID | None = None,
) -> Attempt:  # fmt: skip
    """As the others here, sent twice under one id it is one. Raises: Refused, also after three tries until it is said
    what follows."""
    _check_own(referral, by)
    id = once or uuid4()
    if known := referral.attempts.filter(pk=id).first():
        return known
    rules.check_can_try(referral, queries.attempts_of(referral), at)
    made: Attempt = Attempt.objects.create(pk=id, referral=referral, at=at, way=way, outcome=outcome, note=note or None)
    return made


@action
def add_step(
    *, referral: LinkReferral, words: str, owner: Owner, due_on: dt.date | None, by: User, once: UUID | None = None
) -> Step:
    """Raises: Refused."""
    _check_own(referral, by)
    id = once or uuid4()
    told = {"words": words, "owner": owner, "due_on": due_on}
    known: Step | None = referral.steps.filter(pk=id).first()
    return known or Step.objects.create(pk=id, referral=referral, **told)


@action
def move_step(*, referral: LinkReferral, step: UUID, state: StepState, by: User) -> None:
    """Raises: Refused, NotFound."""
    _check_own(referral, by)
    found = queries.part(referral, "steps", step)
    found.state = state
    found.save()


@action
def introduce(
    *, referral: LinkReferral, service: str, on: dt.date, went_with: bool, by: User, once: UUID | None = None
) -> Introduction:
    """Raises: Refused."""
    _check_own(referral, by)
    id = once or uuid4()
    told = {"service": service, "on": on, "went_with": went_with}
    known: Introduction | None = referral.introductions.filter(pk=id).first()
    return known or Introduction.objects.create(pk=id, referral=referral, **told)


@action
def say_what_came(*, referral: LinkReferral, introduction: UUID, came_of: CameOf, words: str, by: User) -> None:
    """Raises: Refused, NotFound."""
    _check_own(referral, by)
    found = queries.part(referral, "introductions", introduction)
    found.came_of, found.words = came_of, words or None
    found.save()


@action
def review(*, referral: LinkReferral, review: UUID, held_on: dt.date, words: str, by: User) -> None:
    """Also of what is finished. Raises: Refused, Conflict, NotFound."""
    rules.check_can_work(referral, by)
    rules.check_still_agreed(referral)
    found = queries.part(referral, "reviews", review)
    if (found.held_on, found.words) == (held_on, words):
        return
    rules.check_not_held(found)
    rules.check_held_on(held_on)
    found.held_on, found.words = held_on, words
    found.save()


@action
def ask_wellbeing(
    *, referral: LinkReferral, answers: dict[str, int | None], by: User, once: UUID | None = None
) -> Wellbeing:
    """Also of what is finished, with a review. Raises: Refused."""
    _check_works(referral, by)
    rules.check_still_agreed(referral)
    id = once or uuid4()
    if known := referral.wellbeing.filter(pk=id).first():
        return known
    age = referral.young_person.age_on(clock.today())
    rules.check_can_ask_wellbeing(age, queries.was_asked_today(referral))
    made: Wellbeing = Wellbeing.objects.create(pk=id, referral=referral, **answers)
    return made


def _check_own(referral: LinkReferral, by: User) -> None:
    _check_works(referral, by)
    rules.check_open(referral)


def _check_works(referral: LinkReferral, by: User) -> None:
    """Of two who write at one moment the second waits."""
    LinkReferral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)
    rules.check_can_work(referral, by)
