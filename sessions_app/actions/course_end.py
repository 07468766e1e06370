"""What becomes of what was booked when a referral ends, or another team has it."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions import place
from sessions_app.actions import series as series_actions
from sessions_app.enums import GROUP_KINDS, CancelReason, CourseEnd, SeriesState
from sessions_app.models import Course, Referral
from sessions_app.queries.referral_list import waits

_OVER = frozenset({SeriesState.CANCELLED, SeriesState.COMPLETED})


@action
def end_all(*, referral: Referral, by: Actor) -> int:
    """Give back all time still ahead: a 1:1 run is cancelled, a place in a group freed, a waiting list left.

    What was held stays as it was. Returns how many courses ended.
    """
    for waiting in waits(referral):
        waiting.delete()
    running = list(referral.courses.filter(ended_on__isnull=True).select_related("series__programme"))
    for course in running:
        course.end(CourseEnd.REFERRAL_OVER)
        course.save()
        if course.series.state not in _OVER:
            _free(course, by)
    return len(running)


def _free(course: Course, by: Actor) -> None:
    person = course.referral.young_person
    if course.series.programme.kind not in GROUP_KINDS:
        series_actions.cancel(series=course.series, reason=CancelReason.OTHER, by=by)
    elif person is not None:
        place.free(series=course.series, young_person=person, by=by)
