"""Reading questionnaires that were asked of somebody, and what they said."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.crypto import tokens
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from sessions_app.enums import OPEN_STATES
from sessions_app.instruments import Instrument, Wording, find
from sessions_app.instruments.goals import scale_of
from sessions_app.models import Goal, InstalledPack, Measure, Referral
from sessions_app.queries import referral as referrals

#: Said of a link that never was, has been replaced or has run out: none of it tells a stranger anything.
GONE = "This link does not open anything any more. Ask the person who gave it to you for a new one."
NEAR = ("0: not at all", *(str(step) for step in range(1, 10)), "10: reached")


@dataclass(frozen=True)
class Question:
    number: int
    words: str


@dataclass(frozen=True)
class Sheet:
    """What somebody who fills it in sees. Without `answers` to choose from, each question takes a number."""

    introduction: str
    questions: tuple[Question, ...]
    answers: tuple[str, ...]
    notice: str


def get_visible(id: UUID, viewer: User) -> Measure:
    """Raises: NotFound when its referral is not of the viewer's team."""
    found = _rows().filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that questionnaire.")
    found.referral = referrals.get_visible(found.referral_id, viewer)
    return found


def by_token(token: str) -> Measure:
    """For the phone, which has nothing but the link. Raises: NotFound, in the same words whatever the reason."""
    found = _rows().filter(token_hash=tokens.hash_of(token)).first()
    if found is None:
        raise NotFound(GONE)
    return found


def all_of(referral: Referral) -> list[Measure]:
    return list(referral.measures.select_related("session", "read_by", "asked_by"))


def sheet_of(measure: Measure) -> Sheet | None:
    """The words to be filled in, or None when there are none here and only scores can be copied from paper."""
    return sheet_for(measure.referral, find(measure.instrument), measure.rater)


def sheet_for(referral: Referral, instrument: Instrument, rater: str) -> Sheet | None:
    if instrument.of_goals:
        goals = goals_of(referral)
        questions = tuple(Question(goal.number, goal.words) for goal in goals)
        about = "How near are you to each of your goals today?"
        return Sheet(about, questions, NEAR, instrument.licence.notice) if goals else None
    wording = instrument.wording.get(rater) or installed_wording(instrument.code, rater)
    return _sheet(wording) if wording else None


def scales_of(measure: Measure) -> dict[str, str]:
    """What is copied from its paper form, by code: each goal in their words, or each score that is no sum of others."""
    instrument = find(measure.instrument)
    if instrument.of_goals:
        return {scale_of(goal.number): goal.words for goal in goals_of(measure.referral)}
    return {scale.code: scale.name for scale in instrument.scales if not scale.sum_of}


def goals_of(referral: Referral) -> list[Goal]:
    """What they work towards now."""
    return list(referral.goals.filter(dropped_on__isnull=True))


def get_goal(referral: Referral, id: UUID) -> Goal:
    """Raises: NotFound."""
    goal = referral.goals.filter(pk=id).first()
    if goal is None:
        raise NotFound("We could not find that goal.")
    return goal


def installed_wording(instrument: str, rater: str) -> Wording | None:
    pack = InstalledPack.objects.filter(instrument=instrument, rater=rater, withdrawn_at__isnull=True).first()
    if pack is None:
        return None
    return Wording(
        pack.items.get("introduction", ""), tuple(pack.items["questions"]), tuple(pack.items.get("answers", [])),
        pack.notice,
    )  # fmt: skip


def with_words(referral: Referral) -> set[tuple[str, str]]:
    """Which can be filled in here, by instrument and rater, in one look at the packs."""
    installed = InstalledPack.objects.filter(withdrawn_at__isnull=True).values_list("instrument", "rater")
    ours = {("session-feedback", "self")}
    return set(installed) | ours | ({("goals", "self")} if goals_of(referral) else set())


def reads_any(viewer: User) -> bool:
    """Whether somebody reads records at all: of their caseload, or of a team."""
    return viewer.can(Permission.RECORD_READ) or viewer.can(Permission.RECORD_READ_ALL)


def readable_by(viewer: User) -> Any:
    """Questionnaires of those the viewer works with, or answers for. Raises: Refused to those who read no records."""
    return Measure.objects.filter(referral__in=readable_referrals(viewer).order_by().values("pk")).select_related(
        "referral__young_person", "referral__practitioner__user"
    )


def readable_referrals(viewer: User) -> Any:
    """Those the viewer works with, or answers for. Raises: Refused to those who read no records."""
    if not reads_any(viewer):
        viewer.require(Permission.RECORD_READ)
    everywhere = check.visible(Referral.objects.all(), viewer, Permission.RECORD_READ_ALL)
    team = referrals.visible_to(viewer)
    own = team.filter(practitioner__user=viewer, state__in=referrals.KEPT_BY_PRACTITIONER)
    return Referral.objects.filter(Q(pk__in=everywhere.order_by().values("pk")) | Q(pk__in=own.order_by().values("pk")))


def to_read(viewer: User) -> Any:
    """Answers that wait for somebody to read them today; the oldest first."""
    return readable_by(viewer).filter(to_read=True, read_at__isnull=True).order_by("filled_in_at")


def to_read_count(viewer: User) -> int:
    """How many answers wait for the viewer's eyes; none for those who read no records."""
    return to_read(viewer).count() if reads_any(viewer) else 0


def overdue(viewer: User) -> Any:
    """Asked, due before today, and neither filled in nor declined; the longest first.

    Of those who are still supported: once it is over nobody asks again, though a link still takes the answers.
    """
    waiting = readable_by(viewer).filter(
        filled_in_at__isnull=True, declined_at__isnull=True, referral__state__in=OPEN_STATES
    )
    return waiting.filter(due_on__lt=clock.today()).order_by("due_on", "created_at")


def _sheet(wording: Wording) -> Sheet:
    questions = tuple(Question(number, words) for number, words in enumerate(wording.questions, start=1))
    return Sheet(wording.introduction, questions, wording.answers, wording.notice)


def _rows() -> Any:
    return Measure.objects.select_related("referral__young_person", "referral__team", "referral__practitioner__user")
