"""A run comes to its end by itself: once its last session is written down, or past."""

from uuid import UUID

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from sessions_app.actions import notice, waiting_list
from sessions_app.actions import series as series_actions
from sessions_app.enums import NoticeKind, SeriesState
from sessions_app.models import Series
from sessions_app.queries import series_end as queries


@action
def complete(*, series_id: UUID, by: Actor) -> bool:
    """Finish a run of which nothing is to come. Returns whether it was. What was not written up can be all the same.

    Nobody waits for a place in it any more; whoever works with those who did is told. Courses go on: a review is due
    at the end, and a person closes.
    """
    series = series_actions.lock(Series.objects.get(pk=series_id))
    if not queries.over(clock.today()).filter(pk=series.pk).exists():
        return False
    series.state = SeriesState.COMPLETED
    series.version += 1
    series.save()
    if waited := waiting_list.end(series=series, is_over="is finished", by=by):
        notice.tell(series=series, kind=NoticeKind.LIST_ENDED, sentence=f"{series} is finished. {waited}", by=by)
    return True
