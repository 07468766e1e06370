"""School Link: whom to ask, two cohorts of the link programme, and what schools and specialists write to each other."""

import datetime as dt
from random import Random
from typing import Any

from mhst.access.models import Membership, User
from mhst.core.actors import Actor
from mhst.demo.world.area import Area
from mhst.demo.world.pen import school_day
from mhst.demo.world.staff import Staff
from mhst.places.models import School, TeamSchool
from school_link.actions import action_plan as plans
from school_link.actions import cohort as cohorts
from school_link.actions import contact as contacts
from school_link.actions import rating as ratings
from school_link.actions import thread as threads
from school_link.actions import workshop as workshops
from school_link.actions.workshop import Guest
from school_link.catalogue import LEVELS
from school_link.enums import Domain, PlanState, ThreadKind
from school_link.models import Cohort, NamedContact, PlanPoint, Thread, Workshop

#: How each side saw each domain at the first workshop, and how much it moved until the second.
FIRST = {"education": (1, 1, 2, 2, 2, 1, 2), "health": (2, 3, 2, 1, 2, 3, 3)}
MOVED = {"education": (1, 2, 1, 0, 1, 1, 0), "health": (1, 0, 1, 1, 0, 0, 0)}
AGREED = ((2, 2, 2, 1, 2, 2, 3), (3, 3, 3, 2, 3, 2, 3))
COMMENTS = (
    "We never know whom to ring after a letter comes back.", "The duty line is good once you know that it is there.",
    "Our forms ask for other things than yours.", "The half-termly meeting has been kept twice now.",
)  # fmt: skip
REASONS = (
    "Both sides can name two things that changed, and one that did not.",
    "Health was sure of it and schools had not heard: the words have to get round.",
    "Half the schools have it in writing, half know it from one person.",
)
POINTS = (
    (Domain.CONTACT, "Put the duty line and its hours on one page for every staff room", "Everybody we ask can find it",
     PlanState.DONE, "Printed and put up in five of six schools."),
    (Domain.ACCESS, "Say within five working days what became of a referral", "No school has to ring to find out",
     PlanState.DOING, "Works for routine ones; urgent ones are still by phone."),
    (Domain.OUTCOMES, "Agree on two questions that both of us ask at the end", "They are in both our forms",
     PlanState.TO_DO, ""),
)  # fmt: skip
THREADS: tuple[tuple[ThreadKind, str, str, str, int, bool], ...] = (
    (ThreadKind.PATHWAY, "Letters come back without a reason",
     "Three letters this term said only that the threshold is not met. What would have helped you to say more?", "", -6,
     False),
    (ThreadKind.THEME, "More pupils who do not sleep",
     "We see it in Years 9 to 11 since September. Do you see it too?",
     "We do. Could we hold an hour for your pastoral staff in January?", 8, False),
    (ThreadKind.PATHWAY, "Which form after the summer", "Is the old form still right for Year 7?", "", 9, False),
    (ThreadKind.PATHWAY, "The fax number on the website", "It leads nowhere.", "Taken off today. Thank you.", 5, True),
    (ThreadKind.THANKS, "The morning on exam worry", "Every tutor used the handout the same week. Thank you.", "", 0,
     False),
)  # fmt: skip


def build(area: Area, workers: Staff, today: dt.date, chance: Random, by: Actor) -> None:
    """What a school and a specialist find when they open School Link."""
    for school in area.schools:
        TeamSchool.objects.get_or_create(
            team=area.camhs, school=school, defaults={"starts_on": dt.date(today.year - 2, 9, 1)}
        )
    specialist = Membership.objects.filter(team=area.camhs).select_related("user").earliest("created_at").user
    _contacts(area, workers, today, by)
    health = [Guest(specialist, area.camhs), *(Guest(one.user, area.team) for one in workers.practitioners[2:5])]
    cohort = _cohort(area, "Alderbridge, this year", area.schools_of(0)[:6], by)
    first = _held(cohort, school_day(today - dt.timedelta(weeks=9)), health, workers, by)
    _rate(first, 0, chance, by)
    points = [_point(first, number, by) for number in range(len(POINTS))]
    workshops.close(workshop=first, by=by)
    second = _held(cohort, school_day(today - dt.timedelta(weeks=2)), health, workers, by)
    _rate(second, 1, chance, by)
    for point, given in zip(points, POINTS, strict=True):
        if given[4]:
            plans.review(point=point, state=given[3], note=given[4], by=by)
    now = _cohort(area, "Marlow Quay and villages, this year", area.schools_of(1)[:4], by)
    under_way = _held(now, school_day(today), health, workers, by)
    for attendee in under_way.attendees.select_related("user")[:3]:
        ratings.rate(workshop=under_way, ratings=_said(under_way, attendee.sector, 0, chance), by=attendee.user)
    _threads(area, workers, specialist, today)


def _contacts(area: Area, workers: Staff, today: dt.date, by: Actor) -> None:
    contacts.add(
        place=area.camhs, name="Arthur Lim", about="Advice about a worry, before anybody is referred",
        phone="01632 960 140", reached="Weekdays, 9 to 5", cover="The duty desk, 01632 960 141", by=by,
    )  # fmt: skip
    contacts.add(
        place=area.team, name="Sandra Pike", about="Groups, dates and rooms", phone="01632 960 100",
        cover="Colin Braithwaite, 01632 960 103", by=by,
    )  # fmt: skip
    old = contacts.add(
        place=area.team, name="Yewande Cole", about="Worries about somebody's safety", phone="01632 960 108",
        cover="Colin Braithwaite, 01632 960 103", by=by,
    )  # fmt: skip
    for number, school in enumerate(area.schools[:8]):
        lead = workers.leads[school]
        found = contacts.add(
            place=school, name=lead.name, about="Pupils' mental health, and groups at the school", email=lead.email,
            reached="Before lessons", cover="Reception", by=by,
        )  # fmt: skip
        if number == 3:
            _not_checked(found, today)
    _not_checked(old, today)


def _not_checked(contact: NamedContact, today: dt.date) -> None:
    contact.verified_on = today - dt.timedelta(days=220)
    contact.save()


def _cohort(area: Area, name: str, schools: list[School], by: Actor) -> Cohort:
    return cohorts.begin(team=area.camhs, name=name, schools=schools, levels=LEVELS, by=by)


def _held(cohort: Cohort, on: dt.date, health: list[Guest], workers: Staff, by: Actor) -> Workshop:
    """Everybody has come, and rates alone."""
    workshop = workshops.plan(cohort=cohort, held_on=on, place="Alderbridge Library, first floor", by=by)
    schools = list(cohort.schools.order_by("name"))
    education = [Guest(workers.leads[school], school) for school in schools]
    here = Membership.objects.current().filter(school=schools[0]).exclude(user=workers.leads[schools[0]])
    education += [Guest(one.user, schools[0]) for one in here.select_related("user").order_by("pk")[:3]]
    workshops.invite(workshop=workshop, guests=[*education, *health], by=by)
    workshops.begin(workshop=workshop, by=by)
    return workshop


def _rate(workshop: Workshop, occasion: int, chance: Random, by: Actor) -> None:
    """Each has rated, so all of it is shown; then they agree."""
    for attendee in list(workshop.attendees.select_related("user")):
        said = _said(workshop, attendee.sector, occasion, chance)
        ratings.rate(workshop=workshop, ratings=said, by=attendee.user)
    workshop.refresh_from_db()
    for number, domain in enumerate(Domain):
        reasons = REASONS[number % len(REASONS)]
        ratings.agree(workshop=workshop, domain=domain, level=AGREED[occasion][number], reasons=reasons, by=by)


def _said(workshop: Workshop, sector: str, occasion: int, chance: Random) -> dict[Domain, tuple[int, str]]:
    said = {}
    for number, domain in enumerate(Domain):
        usual = FIRST[sector][number] + occasion * MOVED[sector][number]
        level = min(max(usual + chance.choice((-1, 0, 0, 0, 1)), 1), workshop.cohort.highest)
        said[domain] = (level, chance.choice(COMMENTS) if chance.random() < 0.12 else "")
    return said


def _point(workshop: Workshop, number: int, by: Actor) -> PlanPoint:
    domain, what, sign, _, _ = POINTS[number]
    owner = list(workshop.attendees.select_related("user"))[-1 - number]
    due_on = workshop.held_on + dt.timedelta(weeks=8 + 4 * number)
    return plans.add(workshop=workshop, domain=domain, what=what, owner=owner, due_on=due_on, sign=sign, by=by)


def _threads(area: Area, workers: Staff, specialist: User, today: dt.date) -> None:
    school = area.schools[0]
    lead = workers.leads[school]
    for kind, subject, words, answer, days, is_closed in THREADS:
        until: Any = today + dt.timedelta(days=abs(days)) if days else None
        thread = threads.begin(
            school=school, team=area.camhs, kind=kind, subject=subject, words=words, answer_by=until, by=lead
        )
        if answer:
            threads.see_to(thread=thread, owner=specialist, answer_by=until, by=specialist)
            threads.write(thread=thread, words=answer, by=specialist)
        if is_closed:
            threads.close(thread=thread, by=lead)
        if days < 0:
            _overdue(thread, today + dt.timedelta(days=days))


def _overdue(thread: Thread, on: dt.date) -> None:
    thread.answer_by = on
    thread.save()
