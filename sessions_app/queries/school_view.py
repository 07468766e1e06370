"""The school's view of what it asked for: a list of what may be seen, not a list of what may not.

Only what the school itself asked for is here: that a parent or a young person asked is theirs to tell.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.models import School
from sessions_app.enums import ONE_AT_A_TIME, LetterState, LetterTo, ReferralState, SessionState
from sessions_app.enums.school_view import ANSWERED, ELSEWHERE, JOINED, NAMED, STATUS_LINES, TAKEN_BACK, StatusLine
from sessions_app.models import Course, Letter, Place, RequestForSupport, SupportSession
from sessions_app.queries.agreed import agreed_in
from sessions_app.queries.timetable import rows

A_PAGE = 20


@dataclass(frozen=True)
class Visit:
    """When they are next to be let out of a lesson, where to, and who sees them."""

    date: dt.date
    start_minute: int
    room: str
    with_whom: str


@dataclass(frozen=True)
class SchoolLetter:
    """A letter to the school, with nothing of what it says."""

    id: UUID
    issued_on: dt.date


@dataclass(frozen=True)
class SchoolRequest:
    """All that a school is shown. `tests/unit/sessions_app/queries/test_school_view.py` holds the list."""

    id: UUID
    about: str
    year_group: int | None
    school: str
    asked_on: dt.date
    asked_by: str
    status: str
    says: str
    is_open: bool
    meanwhile: tuple[str, ...]
    next_visit: Visit | None
    letters: tuple[SchoolLetter, ...]
    own_answer: bool  # the viewer asked a question, and its answer is there for them to read


def requests(viewer: User, page: int | str = 1) -> Page[Any]:
    """A page of what the viewer's school asked for, the latest first. Of others' requests only leads know."""
    found = Paginator(_visible(viewer).order_by("-sent_at", "pk"), A_PAGE).get_page(page)
    found.object_list = _shown(list(found.object_list), viewer)
    return found


def get_visible(id: UUID, viewer: User) -> SchoolRequest:
    """Raises: NotFound, also at another school."""
    found = _visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that request.")
    return _shown([found], viewer)[0]


def open_at(viewer: User, school: School) -> int:
    """How many of the school's requests are still open."""
    still = [state for state, line in STATUS_LINES.items() if line.is_open]
    return int(_visible(viewer).filter(school=school, referral__state__in=still).count())


def get_letter(id: UUID, viewer: User) -> Letter:
    """A letter that was issued to the viewer's school. Raises: NotFound."""
    found = _letters_of(_visible(viewer)).filter(pk=id).select_related("referral__team", "issued_by").first()
    if found is None:
        raise NotFound("We could not find that letter.")
    return found


def _visible(viewer: User) -> Any:
    """Sent by the school; of one's own school for leads, else one's own."""
    sent = RequestForSupport.objects.filter(sent_at__isnull=False, asked_by="school").select_related(
        "school", "owner", "young_person", "referral"
    )
    at_school = check.visible(RequestForSupport.objects.all(), viewer, Permission.REQUEST_FOLLOW).order_by()
    own = check.visible(RequestForSupport.objects.all(), viewer, Permission.REQUEST_MAKE).order_by()
    return sent.filter(Q(pk__in=at_school.values("pk")) | Q(owner=viewer, pk__in=own.values("pk")))


def _shown(found: list[RequestForSupport], viewer: User) -> list[SchoolRequest]:
    visits = _next_visits([request for request in found if _is_worked_on(request)])
    letters: dict[UUID, list[SchoolLetter]] = {request.pk: [] for request in found}
    for letter in _letters_of(RequestForSupport.objects.filter(pk__in=letters)).annotate(of=F("referral__request")):
        letters[letter.of].append(SchoolLetter(letter.pk, letter.issued_at.astimezone(clock.LONDON).date()))
    return [_request(each, visits.get(each.pk), letters[each.pk], viewer) for each in found]


def _request(
    request: RequestForSupport, visit: Visit | None, letters: list[SchoolLetter], viewer: User
) -> SchoolRequest:
    line, person = _line(request), request.young_person
    assert request.sent_at is not None
    assert request.school is not None
    return SchoolRequest(
        id=request.pk,
        about="A question to the team" if request.is_enquiry else str(request),
        year_group=person.year_group_on(clock.today()) if person else request.year_group,
        school=request.school.name,
        asked_on=request.sent_at.astimezone(clock.LONDON).date(),
        asked_by=request.owner.name if request.owner else "",
        status=line.status,
        says=line.says,
        is_open=line.is_open,
        meanwhile=line.meanwhile,
        next_visit=visit,
        letters=tuple(letters),
        own_answer=line == ANSWERED and request.owner_id == viewer.pk,
    )


def _line(request: RequestForSupport) -> StatusLine:
    referral = getattr(request, "referral", None)
    if referral is None:
        return NAMED if request.young_person_id else STATUS_LINES["request_received"]
    if referral.same_as_id:
        return JOINED
    person = request.young_person
    if referral.school_id != request.school_id or (person and person.school_id != request.school_id):
        return ELSEWHERE
    if referral.state == ReferralState.CLOSED and not (request.is_enquiry or request.family_name):
        return TAKEN_BACK
    if request.is_enquiry and referral.state == ReferralState.ADVICE_ONLY:
        return ANSWERED
    if referral.young_person_id and referral.state == ReferralState.RECEIVED:
        return NAMED
    return STATUS_LINES[referral.state]


def _is_worked_on(request: RequestForSupport) -> bool:
    """Of all requests about one young person, at most one: what was asked before and is over has no visit ahead."""
    referral = getattr(request, "referral", None)
    return bool(request.young_person_id and referral and _line(request).is_open and referral.state in ONE_AT_A_TIME)


def _letters_of(requests: Any) -> Any:
    """To the school that asked, as long as the young person is there."""
    return Letter.objects.filter(
        referral__request__in=requests.order_by().values("pk"), referral__school=F("referral__request__school"),
        to=LetterTo.SCHOOL, state=LetterState.ISSUED,
    ).order_by("-issued_at")  # fmt: skip


def _next_visits(requests: Iterable[RequestForSupport]) -> dict[Any, Visit]:
    """By request: the next session at that school to which they come themselves and may come. Seven queries."""
    request_of = {request.young_person_id: request for request in requests}
    now = clock.now().astimezone(clock.LONDON)
    minute = clock.minute_of(now.time())
    who: dict[Any, list[Any]] = {}
    for person, series in _seats(request_of):
        who.setdefault(series, []).append(person)
    ahead = (
        SupportSession.objects.filter(series__in=who, state=SessionState.PLANNED, date__gte=now.date())
        .exclude(series__programme__kind__in=rows.WITH_PARENTS)
        .exclude(date=now.date(), end_minute__lte=minute)
        .select_related("series", "room")
        .order_by("date", "start_minute")
    )
    sessions = list(ahead)
    agreed = agreed_in(sessions)
    first: dict[Any, SupportSession] = {}
    for session in sessions:
        not_agreed = {person.pk for person in agreed.without(session)}
        for person in who[session.series_id]:
            if person not in not_agreed and request_of[person].school_id == session.series.school_id:
                first.setdefault(person, session)
    held_by = rows.facilitators_of(first.values())
    return {
        request_of[person].pk: Visit(
            session.date,
            session.start_minute,
            str(session.room or ""),
            " and ".join(str(one) for one in held_by[session.pk]),
        )
        for person, session in first.items()
    }


def _seats(request_of: Mapping[Any, RequestForSupport]) -> list[tuple[Any, Any]]:
    """Who has a place where, without the places that belong to another referral of theirs."""
    courses = Course.objects.filter(referral__young_person__in=request_of)
    held: dict[tuple[Any, Any], set[Any]] = {}
    for person, series, referral in courses.values_list("referral__young_person", "series", "referral"):
        held.setdefault((person, series), set()).add(referral)
    seats = Place.objects.filter(young_person__in=request_of).values_list("young_person", "series")
    return [seat for seat in seats if seat not in held or request_of[seat[0]].referral.pk in held[seat]]
