"""Social prescribing: who waits for a link worker, and Naomi's caseload from three tries to a year's reviews."""

import datetime as dt
from typing import Any

from mhst.access.models import User
from mhst.community.enums import Giver
from mhst.community.prescribing.actions import referral as actions
from mhst.community.prescribing.actions import work
from mhst.community.prescribing.enums import CameOf, ClosedBecause, Outcome, Owner, StepState, Way
from mhst.community.prescribing.models import LinkReferral, Review, Wellbeing
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.demo.world import beside
from mhst.demo.world.area import Area
from mhst.demo.world.pen import school_day
from mhst.people.enums import ConsentMethod
from mhst.people.models import YoungPerson
from mhst.places.enums import TeamKind
from mhst.places.models import Team
from sessions_app.enums import MessageWords
from sessions_app.models import Message

REASONS = (
    "She is at home every afternoon and says that everybody else has something to go to.",
    "He stopped swimming when his friend moved. He would like to, but not alone.",
    "They look after two brothers on most days and would like one evening that is theirs.",
    "New in the town since the summer; has not found anybody yet.",
    "Has finished the worry group and wants to do something with what is left of the term.",
    "Likes to draw and shows it to nobody.",
)
MATTERS = (
    "I want to be somewhere where nobody knows me from school. I like making things. I do not like being watched when I "
    "start."
)
#: Life satisfaction, worthwhile, happiness, anxiety; by days before today.
ANSWERS = ((190, (4, 3, 4, 7)), (98, (5, 5, 4, 6)), (7, (6, 7, None, 4)))


def build(area: Area, today: dt.date) -> None:
    """What Naomi finds on her list, and what Hannah sees of those whom she referred."""
    team, naomi, peter = beside.team(
        area, "Fernshire Link Workers", TeamKind.LINK_WORK, "naomi.brandt", ("Peter", "Langley")
    )
    hannah = User.objects.get(username="hannah.whitlock")
    new, _, tried, planned, others, finished = _referred(area, team, today, hannah)
    for referral, worker in ((new, naomi), (tried, naomi), (planned, naomi), (others, peter), (finished, naomi)):
        actions.take(referral=referral, by=worker)
        referral.refresh_from_db()
    for days, way in ((9, Way.PHONE), (6, Way.TEXT), (2, Way.PHONE)):
        at = clock.at_local(today - dt.timedelta(days=days), 16 * 60)
        work.attempt(referral=tried, at=at, way=way, outcome=Outcome.NO_ANSWER, note="", by=naomi)
    _planned(planned, today, naomi)
    actions.agree_plan(referral=finished, by=naomi)
    actions.close(
        referral=finished, because=ClosedBecause.DONE, words="The Saturday group has a place for him.",
        keeps_reviews=True, by=naomi,
    )  # fmt: skip
    _earlier(finished, today, 96)
    Message.objects.filter(words=MessageWords.NEWS).delete()  # nobody invented gets mail


def _referred(area: Area, team: Team, today: dt.date, by: User) -> list[LinkReferral]:
    """Of those who are 16 or over, so that the four questions can be asked."""
    born = today.replace(year=today.year - 16, day=1)
    people = YoungPerson.objects.filter(school__in=area.schools, birth_date__lt=born).order_by("family_name", "pk")
    referrals, agreed = [], Agreed(Giver.SIXTEEN, ConsentMethod.IN_PERSON, today)
    for number, (person, reason) in enumerate(zip(people[: len(REASONS)], REASONS, strict=True)):
        referral = actions.refer(person=person, team=team, reason=reason, agreed=agreed, by=by)
        on = today - dt.timedelta(days=(3, 8, 15, 200, 30, 150)[number])
        LinkReferral.objects.filter(pk=referral.pk).update(received_on=on, agreed_on=on)
        referral.refresh_from_db()
        referrals.append(referral)
    return referrals


def _planned(referral: LinkReferral, today: dt.date, by: User) -> None:
    at = clock.at_local(school_day(today - dt.timedelta(days=196)), 15 * 60)
    work.attempt(referral=referral, at=at, way=Way.SCHOOL, outcome=Outcome.SPOKE, note="After lessons is best.", by=by)
    actions.say_what_matters(referral=referral, matters=MATTERS, by=by)
    for words, owner, state in (
        ("Look at the pottery room together", Owner.LINK_WORKER, StepState.DONE),
        ("Ask about the bus on Thursdays", Owner.FAMILY, StepState.DONE),
        ("Go three times before deciding", Owner.YOUNG_PERSON, StepState.TO_DO),
    ):
        step = work.add_step(referral=referral, words=words, owner=owner, due_on=None, by=by)
        work.move_step(referral=referral, step=step.pk, state=state, by=by)
    for service, days, went_with, came_of in (
        ("Harbour Pottery, young people's evening", 160, True, CameOf.GOES),
        ("Youth centre drop-in", 175, False, CameOf.WENT_ONCE),
    ):
        on = today - dt.timedelta(days=days)
        made = work.introduce(referral=referral, service=service, on=on, went_with=went_with, by=by)
        work.say_what_came(referral=referral, introduction=made.pk, came_of=came_of, words="", by=by)
    for days, scores in ANSWERS:
        answers: dict[str, Any] = dict(zip(("satisfied", "worthwhile", "happy", "anxious"), scores, strict=True))
        Wellbeing.objects.create(referral=referral, asked_on=today - dt.timedelta(days=days), **answers)
    actions.agree_plan(referral=referral, by=by)
    _earlier(referral, today, 186)
    first = referral.reviews.get(month=3)
    work.review(
        referral=referral, review=first.pk, held_on=first.due_on, words="Goes most weeks. The kiln is the best of it.",
        by=by,
    )  # fmt: skip


def _earlier(referral: LinkReferral, today: dt.date, days: int) -> None:
    """As if the plan had been agreed so many days ago."""
    on = today - dt.timedelta(days=days)
    LinkReferral.objects.filter(pk=referral.pk).update(planned_on=on)
    for review in Review.objects.filter(referral=referral):
        review.due_on = clock.months_after(on, review.month)
        review.save()
