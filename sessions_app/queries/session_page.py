"""Everything one page tells about a session, as far as the viewer may know it."""

from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from sessions_app.models import SupportSession
from sessions_app.queries.attention import ground_of, is_to_come
from sessions_app.queries.history import Line, history_of
from sessions_app.queries.school_left import Follows, follows
from sessions_app.queries.series import sessions_of
from sessions_app.queries.timetable import rows
from sessions_app.queries.timetable.entries import SessionEntry, Who


@dataclass(frozen=True)
class Holder:
    """Somebody who holds the session. The link is empty where the viewer may not open their week."""

    name: str
    practitioner: UUID | None


@dataclass(frozen=True)
class SessionPage:
    session: SupportSession
    entry: SessionEntry
    holders: tuple[Holder, ...]
    why_shut: str
    attention: tuple[str, ...]
    without_consent: tuple[str, ...]
    history: tuple[Line, ...]
    may_read_run: bool
    others: tuple[SupportSession, ...] = ()  # of the same run, which need attention too
    follows: Follows | None = None  # once its team does not serve the school any more


def session_page(viewer: User, session: SupportSession) -> SessionPage:
    """What the page of a session that `viewer` may see shows.

    Those who hold it know everybody in it. What it is about and what is due is the team's; the school reads
    the programme's name only where it books.
    """
    staff = rows.facilitators_of([session])[session.pk]
    is_own = any(person.user_id == viewer.pk for person in staff)
    ground = ground_of([session], {session.pk: staff})
    who = rows.who_is_seen([session], viewer, knows_all=is_own)[session.series_id]
    dates = ground.dates[session.series.school_id]
    return SessionPage(
        session=session,
        entry=rows.session_entry(
            session,
            rows.shown_to(viewer, session),
            who=who,
            practitioners=staff,
            content=rows.content_for(session, rows.contents_of([session])),
        ),
        holders=tuple(Holder(person.user.name, _week_of(person, viewer)) for person in staff),
        why_shut="" if session.state != "planned" else dates.why_shut(session.date) or "",
        attention=tuple(said for said in ground.why(session) if said != ground.shut(session)),
        without_consent=_known(who, ground.agreed.without(session)),
        history=tuple(history_of(session)),
        may_read_run=viewer.can(Permission.GROUP_READ, session) and _is_for(viewer, session),
        others=_others(session) if ground.why_it_may_move(session) else (),
        follows=follows(session) if ground.left(session) else None,
    )


def _is_for(viewer: User, session: SupportSession) -> bool:
    """A run of one is its team's alone."""
    return session.series.programme.is_group or viewer.can(Permission.SESSION_VIEW, session)


def _others(session: SupportSession) -> tuple[SupportSession, ...]:
    """A number of queries that grows with nothing."""
    to_come = [one for one in sessions_of(session.series) if one.pk != session.pk and is_to_come(one)]
    ground = ground_of(to_come, rows.facilitators_of(to_come), with_consent=False)
    return tuple(one for one in to_come if ground.why_it_may_move(one))


def _known(who: Who, people: list[YoungPerson]) -> tuple[str, ...]:
    """The names of these, as far as the viewer may know them."""
    known = {person.name for person in who.people}
    return tuple(person.name for person in people if person.name in known)


def _week_of(person: Practitioner, viewer: User) -> UUID | None:
    return person.pk if viewer.can(Permission.PRACTITIONER_VIEW, person) else None
