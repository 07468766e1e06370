"""What schools and specialist teams write to each other, and who may begin with whom."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.urls import reverse

from mhst.access import check
from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import School, Team, TeamSchool
from school_link.enums import ThreadState
from school_link.models import Cohort, Post, Thread
from sessions_app.queries.todo.line import Todo, counted

A_PAGE = 25
SAME_PRESS = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Pair:
    """A school and a specialist team that work together."""

    school: School
    team: Team


def listed(viewer: User, page: int | str = 1, state: str = "") -> "Page[Thread]":
    """A page of the threads the viewer's side is in: those that wait first, the longest overdue at the top."""
    rows = _visible(viewer).filter(state=state) if state else _visible(viewer)
    late = Q(state=ThreadState.OPEN, answer_by__lt=clock.today())
    rank = Case(When(late, then=0), When(state=ThreadState.CLOSED, then=2), default=1)
    rows = rows.annotate(rank=rank, late_since=Case(When(late, then=F("answer_by")), default=None))
    return Paginator(rows.order_by("rank", "late_since", "-created_at"), A_PAGE).get_page(page)


def get_visible(id: UUID, viewer: User) -> Thread:
    """Raises: NotFound."""
    found: Thread | None = _visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that.")
    return found


def posts_of(thread: Thread) -> list[Post]:
    return list(thread.posts.select_related("author"))


def is_same_press(last: Post, by: User, words: str) -> bool:
    """Whether the last post is the one that is sent again: these words, by this person, a moment ago."""
    return (last.author_id, last.words) == (by.pk, words) and last.created_at >= clock.now() - SAME_PRESS


def begun_just_now(school: School, team: Team, by: User, subject: str, words: str) -> Thread | None:
    """What this person has begun a moment ago with these very words: the same press of the button."""
    since = clock.now() - SAME_PRESS
    rows = Thread.objects.filter(school=school, team=team, begun_by=by, created_at__gte=since)
    for thread in rows.prefetch_related("posts"):
        if (thread.subject, [post.words for post in thread.posts.all()][:1]) == (subject, [words]):
            return thread
    return None


def speaks_for_school(thread: Thread, user: User) -> bool:
    """Whether somebody writes as the school; whoever has a role on both sides writes as the team."""
    reach = user.reach(Permission.THREAD_WRITE)
    return thread.team_id not in reach.teams and thread.school_id in reach.own_schools


def pairs(viewer: User) -> list[Pair]:
    """With whom the viewer may begin: their schools with each specialist team, their teams with each school."""
    reach = viewer.reach(Permission.THREAD_WRITE)
    together = _together()
    mine = together.filter(Q(school__in=reach.own_schools) | Q(team__in=reach.teams))
    found = {(row.school, row.team) for row in mine.select_related("school", "team")}
    found |= set(_of_cohorts(reach.own_schools, reach.teams))
    return [Pair(*pair) for pair in sorted(found, key=lambda pair: (pair[0].name, pair[1].name))]


def get_pair(viewer: User, school: UUID, team: UUID) -> Pair:
    """Raises: NotFound."""
    for pair in pairs(viewer):
        if (pair.school.pk, pair.team.pk) == (school, team):
            return pair
    raise NotFound("We could not find that school and team.")


def is_pair(school: School, team: Team) -> bool:
    """Whether the team is a specialist one that serves the school, or leads a cohort with it."""
    serves = _together().filter(school=school, team=team).exists()
    return serves or (team.kind == TeamKind.CAMHS and Cohort.objects.filter(team=team, schools=school).exists())


def who_could_own(thread: Thread) -> list[User]:
    """Those of both sides who may write in it."""
    roles = [role.name for role in roles_with(Permission.THREAD_WRITE)]
    here = Q(school=thread.school_id) | Q(team=thread.team_id)
    held = Membership.objects.current().filter(here, role__in=roles, user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")))


def todo(viewer: User) -> list[Todo]:
    """For the first page: to either side what is overdue, and to the side that owes an answer what is not yet."""
    if not viewer.can(Permission.THREAD_WRITE):
        return []
    late, owed = _visible(viewer).overdue(), _owed_by(viewer).exclude(answer_by__lt=clock.today())
    are = "is" if late.count() == 1 else "are"
    said = "Answer {} between school and specialists"
    lines = ((late.count(), f"{said} that {are} overdue", True), (owed.count(), said, False))
    return [
        Todo(words.format(counted(count, "thread")), reverse("link-threads"), is_urgent)
        for count, words, is_urgent in lines
        if count
    ]


def _owed_by(viewer: User) -> Any:
    """What waits for the viewer's side: the other one began it and spoke last."""
    reach = viewer.reach(Permission.THREAD_WRITE)
    began = Post.objects.filter(thread=OuterRef("pk")).order_by("created_at").values("is_schools")[:1]
    rows = _visible(viewer).filter(state=ThreadState.OPEN).annotate(is_schools=Subquery(began))
    return rows.filter(Q(team__in=reach.teams, is_schools=True) | Q(school__in=reach.own_schools, is_schools=False))


def _visible(viewer: User) -> Any:
    rows = check.visible(Thread.objects.all(), viewer, Permission.THREAD_WRITE)
    return rows.select_related("school", "team", "owner", "begun_by")


def _together() -> Any:
    today = clock.today()
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    return TeamSchool.objects.filter(still, starts_on__lte=today, team__kind=TeamKind.CAMHS)


def _of_cohorts(schools: Any, teams: Any) -> list[tuple[School, Team]]:
    links = Cohort.schools.through.objects.filter(Q(school__in=schools) | Q(cohort__team__in=teams))
    rows = links.filter(cohort__team__kind=TeamKind.CAMHS).select_related("school", "cohort__team")
    return [(link.school, link.cohort.team) for link in rows]
