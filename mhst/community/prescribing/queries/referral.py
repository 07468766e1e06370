"""Young people who are referred to a link worker: the viewer's own, what waits, where one's own referral stands."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Min, OuterRef, Q

from mhst.access.models import User
from mhst.community.prescribing.enums import State
from mhst.community.prescribing.models import Attempt, LinkReferral, Review
from mhst.community.prescribing.words import QUESTIONS
from mhst.core import clock
from mhst.core.charts import LineChart, Point
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.places.enums import TeamKind
from mhst.places.models import Team

A_PAGE = 25


@dataclass(frozen=True)
class Answers:
    """One day's answers in the order of the questions."""

    on: dt.date
    scores: list[int | None]

    @property
    def told(self) -> list[tuple[str, int | None]]:
        """Each with its short name."""
        return [(name, score) for (_, name, _), score in zip(QUESTIONS, self.scores, strict=True)]


def caseload(viewer: User) -> list[LinkReferral]:
    """Those whom the viewer works with, with the next review that is still to come."""
    rows = _within(viewer).filter(state=State.ACTIVE, worker=viewer)
    return list(_told(rows).order_by("received_on", "pk"))


def waiting(viewer: User, page: int | str = 1) -> "Page[LinkReferral]":
    """Those whom nobody has taken, the longest first."""
    rows = _told(_within(viewer).filter(state=State.WAITING))
    return Paginator(rows.order_by("received_on", "pk"), A_PAGE).get_page(page)


def with_colleagues(viewer: User) -> list[LinkReferral]:
    """Whom the others of the team work with: that they do, and nothing more."""
    rows = _within(viewer).filter(state=State.ACTIVE).exclude(worker=viewer)
    return list(rows.select_related("young_person", "worker").order_by("worker__last_name", "received_on", "pk"))


def reviews_due(viewer: User) -> list[Review]:
    """Of the viewer's own, those that are due; also of what is finished."""
    rows = Review.objects.filter(referral__in=_within(viewer).filter(worker=viewer), held_on=None)
    due = rows.filter(due_on__lte=clock.today()).select_related("referral__young_person")
    return list(due.order_by("due_on", "pk"))


def get_visible(id: UUID, viewer: User) -> LinkReferral:
    """For link workers of the team. Raises: NotFound."""
    rows = _within(viewer).filter(pk=id).select_related("young_person", "worker", "referred_by", "team")
    found: LinkReferral | None = rows.first()
    if found is None:
        raise NotFound
    return found


def get_referred(id: UUID, viewer: User) -> LinkReferral:
    """For whoever referred them: where it stands. Raises: NotFound."""
    rows = LinkReferral.objects.filter(pk=id, referred_by=viewer).select_related("young_person", "worker", "team")
    found: LinkReferral | None = rows.first()
    if found is None or not viewer.can(Permission.YOUNG_PERSON_VIEW, found.young_person):
        raise NotFound
    return found


def is_referred(person: YoungPerson) -> bool:
    """Whether they are with a link worker, or wait for one."""
    return open_of(person) is not None


def sent_before(id: UUID, by: User) -> LinkReferral | None:
    """What somebody has sent under this id already."""
    found: LinkReferral | None = LinkReferral.objects.filter(pk=id, referred_by=by).first()
    return found


def open_about(person_id: UUID) -> list[LinkReferral]:
    """For the machine, when an agreement is taken back."""
    return list(LinkReferral.objects.filter(young_person=person_id).exclude(state=State.CLOSED))


def open_of(person: YoungPerson) -> LinkReferral | None:
    """Theirs that is not finished."""
    found: LinkReferral | None = LinkReferral.objects.filter(young_person=person).exclude(state=State.CLOSED).first()
    return found


def teams() -> list[Team]:
    """Where there are link workers."""
    return list(Team.objects.filter(kind=TeamKind.LINK_WORK).order_by("name"))


def attempts_of(referral: LinkReferral) -> list[Attempt]:
    return list(referral.attempts.all())


def was_asked_today(referral: LinkReferral) -> bool:
    return bool(referral.wellbeing.filter(asked_on=clock.today()).exists())


def answers_of(referral: LinkReferral) -> list[Answers]:
    names = [name for name, _, _ in QUESTIONS]
    rows = referral.wellbeing.all()
    return [Answers(row.asked_on, [getattr(row, name) for name in names]) for row in rows]


def charts_of(answers: list[Answers]) -> list[LineChart]:
    """One picture for each question that was answered. What it means is for the two of them to say."""
    charts = [_chart(number, name, title, answers) for number, (name, title, _) in enumerate(QUESTIONS)]
    return [chart for chart in charts if chart.points]


def part(referral: LinkReferral, kind: str, id: UUID) -> Any:
    """One of its steps, introductions or reviews. Raises: NotFound."""
    found = getattr(referral, kind).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def _within(viewer: User) -> Any:
    return LinkReferral.objects.within(viewer.reach(Permission.PRESCRIBING_WORK))


def _told(rows: Any) -> Any:
    """With who they are, when they were last tried, and the next review."""
    last = Attempt.objects.filter(referral=OuterRef("pk"))
    due = Min("reviews__due_on", filter=Q(reviews__held_on=None))
    return rows.select_related("young_person", "referred_by").annotate(next_review=due, was_tried=Exists(last))


def _chart(number: int, name: str, title: str, answers: list[Answers]) -> LineChart:
    scores = [(one.on, one.scores[number]) for one in answers]
    points = tuple(Point(on, score) for on, score in scores if score is not None)
    return LineChart(key=f"wellbeing-{name}", title=title, points=points, lowest=0, highest=10)
