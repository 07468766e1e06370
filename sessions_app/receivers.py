"""What follows from changes, after their commit. Imported by the app's config."""

from mhst.core import clock, events, sweeps
from mhst.core.actors import SYSTEM
from mhst.people.enums import ConsentKind
from mhst.people.events import ConsentChanged, PractitionerAway, PractitionerNotFree
from mhst.places import affected
from mhst.places.events import FOR_EVER, RoomChanged, SchoolClosed, SchoolDatesChanged, TeamSchoolChanged
from sessions_app.actions import course, notice, progress, referral_consent, reminder, series_end
from sessions_app.enums import NoticeKind
from sessions_app.events import (
    MessageWritten,
    PlaceTaken,
    ReferralMoved,
    SeriesBooked,
    SeriesCancelled,
    SessionHeld,
    SessionsChanged,
)
from sessions_app.queries import affected as queries
from sessions_app.queries.referral_consent import open_of
from sessions_app.tasks import (
    climb_concerns,
    drop_forgotten_requests,
    finish_runs,
    remind_of_concerns,
    send_message,
    send_what_is_due,
    settle_reminders,
    tell_of_consent_that_ends,
    tell_of_ended_consent,
)

affected.counts(queries.planned_sessions)
sweeps.add(climb_concerns)
sweeps.add(remind_of_concerns)
sweeps.add(settle_reminders)
sweeps.add(send_what_is_due)
sweeps.add(drop_forgotten_requests)
sweeps.add(finish_runs)
sweeps.add(tell_of_ended_consent)
sweeps.add(tell_of_consent_that_ends)


@events.on(MessageWritten)
def ring(event: MessageWritten) -> None:
    send_message.enqueue(str(event.message_id))


@events.on(SessionsChanged)
def settle_reminders_of_changed(event: SessionsChanged) -> None:
    reminder.settle(series_id=event.series_id, by=SYSTEM)


@events.on(SeriesCancelled)
def settle_reminders_of_cancelled(event: SeriesCancelled) -> None:
    reminder.settle(series_id=event.series_id, by=SYSTEM)


@events.on(SessionHeld)
def finish_run(event: SessionHeld) -> None:
    series_end.complete(series_id=event.series_id, by=SYSTEM)


@events.on(SchoolDatesChanged)
def tell_of_changed_dates(event: SchoolDatesChanged) -> None:
    _tell(queries.runs_on_shut_days(event.school_id, event.from_, event.to), NoticeKind.DATES_CHANGED)


@events.on(SchoolClosed)
def tell_of_closing(event: SchoolClosed) -> None:
    from_ = event.closed_on or clock.today()
    _tell(queries.runs_on_shut_days(event.school_id, from_, FOR_EVER), NoticeKind.DATES_CHANGED)


@events.on(TeamSchoolChanged)
def tell_of_school_left(event: TeamSchoolChanged) -> None:
    runs = queries.runs_of_team_at(event.team_id, event.school_id, event.from_, event.to)
    _tell(runs, NoticeKind.SCHOOL_LEFT)
    if runs:
        notice.tell_who_runs(team=runs[0].series.team, school=runs[0].series.school, runs=runs, by=SYSTEM)


@events.on(RoomChanged)
def tell_of_room(event: RoomChanged) -> None:
    _tell(queries.runs_in_room(event.room_id, event.from_, event.to), NoticeKind.ROOM_CHANGED)


@events.on(PractitionerAway)
def tell_of_absence(event: PractitionerAway) -> None:
    _tell(queries.runs_without(event.practitioner, event.starts_on, event.ends_on), NoticeKind.STAFF_AWAY)


@events.on(PractitionerNotFree)
def tell_of_changed_week(event: PractitionerNotFree) -> None:
    runs = queries.runs_without(
        event.practitioner,
        event.from_,
        event.to,
        weekday=event.weekday,
        start_minute=event.start_minute,
        end_minute=event.end_minute,
    )
    _tell(runs, NoticeKind.STAFF_AWAY)


@events.on(ConsentChanged)
def follow_consent(event: ConsentChanged) -> None:
    """A referral waits where consent is taken back, and goes on where it is given."""
    if event.kind == ConsentKind.TO_BE_SEEN and (referral := open_of(event.young_person)):
        referral_consent.follow(referral=referral, by=SYSTEM)


@events.on(SessionsChanged)
def note_reviews(event: SessionsChanged) -> None:
    progress.note_series(series_id=event.series_id, by=SYSTEM)


@events.on(ReferralMoved)
def note_review_held(event: ReferralMoved) -> None:
    progress.note_moved(referral_id=event.referral_id, by=SYSTEM)


def _tell(runs: list[queries.Touched], kind: NoticeKind) -> None:
    notice.tell_of_touched(runs=runs, kind=kind, by=SYSTEM)


@events.on(PlaceTaken)
def begin_in_group(event: PlaceTaken) -> None:
    course.place_taken(series_id=event.series_id, young_person_id=event.young_person_id, by=SYSTEM)


@events.on(SeriesBooked)
def begin_with_group(event: SeriesBooked) -> None:
    course.group_booked(series_id=event.series_id, by=SYSTEM)
