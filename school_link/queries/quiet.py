"""Consultations that nobody goes on with: of which both sides are told that they end, and which end by themselves."""

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from mhst.core import clock
from mhst.settings.environment import environment
from realtime.models import Escalation, Event
from school_link.enums import ASKED_AGAIN_AFTER, GOING_ON, ConsultationState
from school_link.models import (
    AddedAnswer,
    AdviceText,
    Consultation,
    ConsultationQuestion,
    FollowUp,
    Naming,
    RoomGuest,
    Signature,
    WrongNaming,
)
from school_link.queries import speaker

QUIET = dt.timedelta(days=environment.consultations_quiet_days)
UNTIL_THE_END = dt.timedelta(days=environment.consultations_end_days)
#: Of its own times, those at which somebody went on with it; `coming_at` lies minutes after that.
MOMENTS = ("taken_at", "agreed_at", "coming_at", "gone_on_at")
#: Of a row here, when somebody did something about its consultation.
WRITTEN = (AdviceText, Signature, ConsultationQuestion, Naming, WrongNaming, RoomGuest)


def to_remind_of() -> Any:
    """Nobody was told yet that they end, or somebody went on with them after that and it went quiet again."""
    return speaker.with_standing(_quiet().exclude(_is_told()))


def to_end() -> Any:
    """Both sides were told long enough ago."""
    return speaker.with_standing(ending().filter(reminded_at__lt=clock.now() - UNTIL_THE_END))


def ending() -> Any:
    """Both sides were told that these end, and nobody has gone on with them since."""
    return _quiet().filter(_is_told())


def ends_at(one: Consultation) -> dt.datetime | None:
    """When it ends by itself, if it does. A query only for what both sides were told of."""
    if one.reminded_at is None or one.state not in GOING_ON or not ending().filter(pk=one.pk).exists():
        return None
    return one.reminded_at + UNTIL_THE_END


def _quiet() -> Any:
    """The answer was due so long ago, nothing has happened since, and it is late to ask what came of it; none in which
    somebody may be in danger."""
    before = clock.now() - QUIET
    rows = Consultation.objects.filter(state__in=GOING_ON, due_at__lt=before)
    asked_about = {"state": ConsultationState.AGREED, "agreed_at__gte": clock.now() - ASKED_AGAIN_AFTER}
    rows = rows.exclude(**asked_about)
    rows = rows.exclude(Exists(Escalation.objects.open().filter(conversation=OuterRef("conversation"))))
    return rows.exclude(_has_gone_on(before, before))


def _is_told() -> Q:
    return Q(reminded_at__isnull=False) & ~_has_gone_on(F("reminded_at"), OuterRef("reminded_at"))


def _has_gone_on(its: Any, since: Any) -> Q:
    """Something was said, written, signed, asked, answered or told, or somebody came in, took it over, said that they
    come, named somebody or took that back, asked for support, or offered agreed advice to the library. `its` is the
    same moment as `since`, for times of its own."""
    of = {"consultation": OuterRef("pk")}
    in_room = Event.objects.filter(stream__conversation=OuterRef("conversation"), at__gte=since)
    found = Q(Exists(in_room)) | Q(Exists(FollowUp.objects.filter(**of, told_at__gte=since)))
    found |= Q(Exists(ConsultationQuestion.objects.filter(**of, answered_at__gte=since)))
    found |= Q(Exists(AddedAnswer.objects.filter(question__consultation=OuterRef("pk"), created_at__gte=since)))
    for model in WRITTEN:
        found |= Q(Exists(model._default_manager.filter(**of, created_at__gte=since)))
    for moment in MOMENTS:
        found |= Q(**{f"{moment}__gte": its})
    return found
