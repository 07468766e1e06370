"""A young person's part in a run stops before the run's or the referral's own end."""

from collections.abc import Iterable

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.people.models import YoungPerson
from sessions_app.actions import progress, referral_notice
from sessions_app.enums import CourseEnd, NoticeKind
from sessions_app.models import Course, Referral, Series

WHY = {
    CourseEnd.TAKEN_OUT: (
        NoticeKind.TAKEN_OUT,
        "A young person you work with was taken out of {series}, and their support there has ended. No support is "
        "booked for them now: look at their referral and decide how to go on.",
    ),
    CourseEnd.RUN_CANCELLED: (
        NoticeKind.RUN_CANCELLED,
        "{series} is cancelled, and with it the support of a young person you work with there. Look at their referral "
        "and decide how to go on.",
    ),
}


@action
def lock_all(*, series: Series, by: Actor, young_person: YoungPerson | None = None) -> list[Referral]:
    """The referrals that go on in this run, or this person's: held before the run is, as by all who begin courses."""
    rows = Referral.objects.filter(courses__series=series, courses__ended_on__isnull=True)
    if young_person is not None:
        rows = rows.filter(young_person=young_person)
    return list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))


@action
def stop(
    *, referrals: Iterable[Referral], series: Series, because: CourseEnd, by: Actor, told: Iterable[User] = ()
) -> None:
    """Their courses here end today; whoever works with them is told, apart from those who were `told` of it anyway."""
    kind, sentence = WHY[because]
    knows = {user.pk for user in told}
    for referral in referrals:
        course = Course.objects.get(referral=referral, series=series)
        course.end(because)
        course.save()
        progress.note(referral=referral, names=progress.REVIEW, by=by)
        if referral.practitioner is None or referral.practitioner.user_id not in knows:
            referral_notice.tell(referral=referral, sentence=sentence.format(series=series), kind=kind, by=by)
