"""Who must be reminded of a concern: after the last was told, everybody who has not answered, until they do."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Subquery

from mhst.core import clock
from mhst.settings.environment import environment
from sessions_app.models import ConcernStep, Message


@dataclass(frozen=True)
class Again:
    """One more time for one of those who were told: the first, the second, and so on."""

    step_id: UUID
    time: int

    @property
    def key(self) -> str:
        return f"concern-step:{self.step_id}:again:{self.time}"


def due_again() -> list[Again]:
    """Those to remind now, for the worker. Two queries. Nobody twice within the time that they had to answer."""
    now = clock.now()
    found = [Again(step.pk, _times(step, now)) for step in _left_over()]
    return _not_written([each for each in found if each.time > 0])


def _left_over() -> Iterable[Any]:
    """Unanswered steps of concerns that can climb no further, with the moment at which they came to their end."""
    climbs = ConcernStep.objects.waiting().filter(concern=OuterRef("concern"), escalated_at__isnull=True)
    steps = ConcernStep.objects.filter(concern=OuterRef("concern")).order_by().values("concern")
    ended = Subquery(steps.annotate(last=Max("escalated_at")).values("last"))
    late = ConcernStep.objects.late().filter(~Exists(climbs), user__is_active=True).exclude(user__email="")
    return late.annotate(ended_at=ended).order_by("due_at")


def _times(step: Any, now: dt.datetime) -> int:
    every = max(dt.timedelta(minutes=environment.concern_again_minutes), step.due_at - step.told_at)
    return int((now - step.ended_at) / every)


def _not_written(found: list[Again]) -> list[Again]:
    written = set(Message.objects.filter(key__in=[each.key for each in found]).values_list("key", flat=True))
    return [each for each in found if each.key not in written]
