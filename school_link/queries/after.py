"""What came after: who it was about, what happened, and who is to be asked."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.core import clock
from mhst.people.models import YoungPerson
from mhst.people.queries import young_person as young_people
from mhst.people.queries.beside import Beside
from school_link.enums import ASKED_AFTER, ASKED_AGAIN_AFTER, ConsultationState, WhatHappened
from school_link.models import Consultation, FollowUp, Naming, WrongNaming
from school_link.queries import speaker
from school_link.queries.advice import Advice, advice_of
from sessions_app.queries.referral import team_for

MOST = 15
#: So long after "too early to say" it is asked again.
EARLY = ASKED_AGAIN_AFTER - ASKED_AFTER


def naming_of(one: Consultation) -> Naming | None:
    rows = Naming.objects.filter(consultation=one)
    return rows.select_related("young_person", "named_by", "consultation__school", "request__owner").first()


def requests_of(naming: Naming) -> list[Any]:
    """Every request that was begun from it and is about that person, sent or not. One in which somebody else was chosen
    since is about the right one."""
    newest = [naming.request] if naming.request else []
    begun = [*newest, *naming.earlier.select_related("owner", "referral")]
    return [one for one in begun if one.young_person_id == naming.young_person_id]


def wrong_namings_of(one: Consultation) -> list[WrongNaming]:
    """How often it was said to be the wrong person."""
    return list(one.wrong_namings.select_related("named_by", "said_by"))


def way_on(naming: Naming, viewer: User) -> str:
    """Where the viewer goes on with the request that came of it; nothing where somebody else began or sent it."""
    request = naming.request
    if request is None or request.owner_id != viewer.pk:
        return ""
    return reverse("request" if request.sent_at else "request-check", args=[request.pk])


def is_somebody_elses_draft(naming: Naming, viewer: User) -> bool:
    """Only who began it can send it; but they may be away."""
    request = naming.request
    return request is not None and request.sent_at is None and request.owner_id != viewer.pk


def is_served(one: Consultation) -> bool:
    """Whether a mental health support team works with its school, which would receive a request."""
    return team_for(one.school, clock.today()) is not None


def part_of_record(person: YoungPerson) -> list[tuple[Naming, Advice]]:
    """The consultations that turned out to be about somebody, with their advice; the newest first."""
    rows = Naming.objects.filter(young_person=person).order_by("-created_at")
    rows = rows.select_related("named_by", "young_person", "consultation__school", "consultation__desk__team")
    return [(naming, advice_of(naming.consultation)) for naming in rows]


def beside(person: YoungPerson, viewer: User) -> Beside | None:
    """For the page of the record."""
    rows = Naming.objects.filter(young_person=person).select_related("consultation").order_by("-created_at")
    told = [
        f"{one.consultation.get_theme_display()}: asked by the school on {_day(one.consultation.sent_at)}, "
        f"named on {_day(one.created_at)}."
        for one in rows
    ]
    where = reverse("consultations-of", args=[person.pk])
    return Beside("Consultations", told, "Read what was asked and advised", where) if told else None


def follow_up_of(one: Consultation) -> FollowUp | None:
    return FollowUp.objects.filter(consultation=one).select_related("told_by").first()


def to_tell() -> Any:
    """Agreed four weeks ago, and nobody has said what happened, or not since it could be seen."""
    rows = Consultation.objects.filter(state=ConsultationState.AGREED, agreed_at__lt=clock.now() - ASKED_AFTER)
    return rows.exclude(follow_up__outcome=WhatHappened.NOT_YET, follow_up__told_at__gte=clock.now() - EARLY)


def is_to_tell(one: Consultation) -> bool:
    """Whether it is time to say what happened. A query only for what was agreed."""
    return one.state == ConsultationState.AGREED and bool(to_tell().filter(pk=one.pk).exists())


def are_to_tell(ones: Iterable[Consultation]) -> set[UUID]:
    """The same of many."""
    return set(to_tell().filter(pk__in=[one.pk for one in ones]).values_list("pk", flat=True))


def to_ask(since: dt.timedelta, until: dt.timedelta | None = None) -> Any:
    """Agreed so long ago, not longer ago than `until`; and nobody has said what happened since it could be seen, nor
    that it is too early."""
    rows = Consultation.objects.filter(state=ConsultationState.AGREED, agreed_at__lt=clock.now() - since)
    if until is not None:
        rows = rows.filter(agreed_at__gte=clock.now() - until)
    return speaker.with_standing(rows.exclude(follow_up__outcome=WhatHappened.NOT_YET))


def to_ask_again() -> Any:
    """Those of whom it was said to be too early, and that is a while ago."""
    return speaker.with_standing(to_tell().filter(follow_up__outcome=WhatHappened.NOT_YET).select_related("follow_up"))


def pupils_like(viewer: User, one: Consultation, text: str) -> list[YoungPerson]:
    """Pupils of the school whose name fits; nothing asked, nobody shown."""
    if not text.strip():
        return []
    people = young_people.visible_to(viewer).filter(school=one.school_id).named(text)
    return list(people.order_by("family_name", "given_name")[:MOST])


def _day(at: dt.datetime) -> str:
    return f"{at.astimezone(clock.LONDON):%-d %B %Y}"
