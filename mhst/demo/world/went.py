"""How issued letters went, reviews that were written down, and who is on duty for concerns."""

import datetime as dt

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.core.crypto.tokens import hash_of
from mhst.places.enums import TeamKind
from mhst.places.models import Team
from sessions_app.enums import (
    Channel,
    LetterState,
    LetterTo,
    LetterWay,
    MessageState,
    MessageWords,
    Problem,
    ReferralState,
    ReviewOutcome,
)
from sessions_app.models import Dispatch, DutyTurn, Letter, Message, Referral, ReferralMove, Review
from sessions_app.queries.progress import dates_of

WEEKS_ON_DUTY = 6
SAID = (
    "I go in by the main door again, and I stayed for the whole assembly.",
    "Mornings are easier. Sunday evenings are not yet.",
    "I told my form tutor what helps. I use the breathing on the bus.",
)
WHY = {
    ReviewOutcome.CONTINUE: "The ladder works, and its last two steps are still to come. We go on as planned.",
    ReviewOutcome.CLOSE: "What they wanted to do again, they do. Two more weeks of practice, then the letters.",
}


def build(today: dt.date) -> None:
    """After the outbox, which the first steps of the world have left empty."""
    _letters()
    _keep_dates()
    _reviews(today)
    _keep_dates()
    _duty(today)


def _letters() -> None:
    """To services by secure email; to young people by a link, opened or not, and one that did not arrive."""
    issued = Letter.objects.filter(state=LetterState.ISSUED).select_related("referral__team", "issued_by")
    for letter in issued.filter(to=LetterTo.SPECIALIST):
        _went(letter, LetterWay.SECURE_EMAIL)
    for number, letter in enumerate(issued.exclude(to=LetterTo.SPECIALIST).order_by("issued_at", "pk")):
        if number % 4 == 0:
            _went(letter, LetterWay.HAND)
        else:
            _by_link(letter, number)


def _by_link(letter: Letter, number: int) -> None:
    assert letter.issued_at is not None
    was_sent = number % 4 != 1
    message = Message.objects.create(
        key=f"demo-letter:{number}", channel=Channel.TEXT, words=MessageWords.TO_OPEN, team=letter.referral.team,
        not_before=letter.issued_at, attempts=1, state=MessageState.SENT if was_sent else MessageState.FAILED,
        sent_at=letter.issued_at if was_sent else None, problem="" if was_sent else Problem.REFUSED,
        address=None if was_sent else "+447700900999",
    )  # fmt: skip
    _went(
        letter, LetterWay.LINK, message=message, token_hash=hash_of(f"demo-letter-{number}"),
        expires_at=letter.issued_at + dt.timedelta(days=28),
        opened_at=letter.issued_at + dt.timedelta(hours=3) if number % 4 == 2 else None,
    )  # fmt: skip


def _went(letter: Letter, way: LetterWay, **more: object) -> None:
    assert letter.issued_at is not None
    Dispatch.objects.create(
        letter=letter, way=way, to=letter.addressee, sent_on=letter.issued_at.astimezone(clock.LONDON).date(),
        sent_by=letter.issued_by, created_at=letter.issued_at, **more,
    )  # fmt: skip


def _keep_dates() -> None:
    """What actions keep on a referral as they go: written here by the same rule, once all is there."""
    for referral in Referral.objects.filter(courses__isnull=False, courses__ended_on__isnull=True).distinct():
        for name, day in vars(dates_of(referral)).items():
            setattr(referral, name, day)
        referral.save()


def _there_and_back(referral: Referral) -> list[ReferralMove]:
    """Into the review and out of it on the day they looked back."""
    day, last = referral.last_seen_on, referral.moves.last()
    assert day and last and referral.practitioner  # noqa: PT018
    at = max(clock.at_local(day, 990), last.at + dt.timedelta(minutes=10))
    steps = (
        (ReferralState.IN_INTERVENTION, ReferralState.REVIEW),
        (ReferralState.REVIEW, ReferralState.IN_INTERVENTION),
    )
    referral.version, referral.state_since = last.number + len(steps), at + dt.timedelta(minutes=30)
    referral.save()
    return [
        ReferralMove(
            referral=referral, from_state=before, to_state=to, at=at + dt.timedelta(minutes=30 * n),
            number=last.number + n + 1, moved_by=referral.practitioner.user,
        )
        for n, (before, to) in enumerate(steps)
    ]  # fmt: skip


def _reviews(today: dt.date) -> None:
    """Some half-way through, after which the support went on, and some that led to the end."""
    rows = Referral.objects.filter(practitioner__isnull=False).select_related("practitioner__user")
    begun = rows.filter(state=ReferralState.IN_INTERVENTION, review_due_on__lt=today).order_by("received_on", "pk")
    ending = rows.filter(state=ReferralState.REVIEW).order_by("-last_seen_on", "pk")
    ended = rows.filter(state=ReferralState.CLOSED).order_by("-closed_on", "pk")
    went_on = [one for n, one in enumerate(begun) if n % 3]  # the others are still to look back
    found = [_review(one, one.last_seen_on, ReviewOutcome.CONTINUE, n) for n, one in enumerate(went_on)]
    found += [_review(one, one.last_seen_on, ReviewOutcome.CLOSE, n) for n, one in enumerate(ending[1:])]
    ReferralMove.objects.bulk_create(move for one in went_on for move in _there_and_back(one))
    for number, one in enumerate(ended[:4]):
        assert one.closed_on is not None
        day = max(one.received_on, one.closed_on - dt.timedelta(days=14))
        found.append(_review(one, day, ReviewOutcome.CLOSE, number))
    Review.objects.bulk_create(found)


def _review(referral: Referral, day: dt.date | None, outcome: ReviewOutcome, number: int) -> Review:
    assert day is not None
    assert referral.practitioner is not None
    return Review(
        referral=referral, held_on=day, with_parent=number % 2 == 1, said=SAID[number % len(SAID)], outcome=outcome,
        why=WHY[outcome], written_by_id=referral.practitioner.user_id, created_at=clock.at_local(day, 1000),
    )  # fmt: skip


def _duty(today: dt.date) -> None:
    """A week each, from this Monday; the supervisor first."""
    monday = today - dt.timedelta(days=today.weekday())
    rows = []
    for team in Team.objects.filter(kind=TeamKind.MHST).order_by("name"):
        roles = [RoleName.SUPERVISOR, RoleName.PRACTITIONER]
        here = User.objects.filter(memberships__team=team, memberships__role__in=roles, is_active=True)
        people = list(here.distinct().order_by("-memberships__role", "username"))
        for week in range(WEEKS_ON_DUTY if people else 0):
            starts = monday + dt.timedelta(weeks=week)
            rows.append(DutyTurn(
                team=team, user=people[week % len(people)], starts_on=starts, ends_on=starts + dt.timedelta(days=6)
            ))  # fmt: skip
    DutyTurn.objects.bulk_create(rows)
