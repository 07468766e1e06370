"""A waiting list ends with its run: nobody moves up any more, and nobody is left to find that out."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions import referral_notice
from sessions_app.enums import NoticeKind
from sessions_app.models import Series
from sessions_app.queries import series as queries

WHY = (
    "{series} {is_over}, and a young person you work with still waited for a place in it. Look at their referral and "
    "decide how to go on."
)


@action
def end(*, series: Series, is_over: str, by: Actor) -> str:
    """Take everybody off the list and tell whoever works with them. `is_over` is how the run ended: "is finished".

    Returns a sentence for those whom the run concerns; nothing when nobody waited.
    """
    waiting = list(series.waiting.all())
    for referral in queries.referrals_waiting(series):
        sentence = WHY.format(series=series, is_over=is_over)
        referral_notice.tell(referral=referral, sentence=sentence, kind=NoticeKind.LIST_ENDED, by=by)
    for one in waiting:
        one.delete()
    return _said(len(waiting))


def _said(count: int) -> str:
    if not count:
        return ""
    who = "1 young person" if count == 1 else f"{count} young people"
    return f"{who} on its waiting list had no place: look for another group, or for another way to help."
