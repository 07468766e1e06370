"""Asking for questionnaires, and taking what comes back: by link, read out together, or copied from paper.

What was answered is added up at once. An answer that somebody should read today says so, and nothing else about it:
it counts nothing up and decides nothing.
"""

import datetime as dt
import json
from collections.abc import Mapping

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.crypto import tokens
from mhst.core.errors import Refused
from mhst.settings.environment import environment
from sessions_app.actions import goal as goals
from sessions_app.actions import message
from sessions_app.enums import Channel, FilledIn, MessageWords, Occasion, Rater
from sessions_app.instruments import Instrument, find, scoring
from sessions_app.instruments.goals import scale_of
from sessions_app.models import Comparison, ContactPreference, Measure, Message, Referral, SupportSession
from sessions_app.queries import measure as queries
from sessions_app.rules import measure as rules
from sessions_app.rules.referral import check_can_work

#: Long enough for a weekend and a forgotten phone, short enough that an old message opens nothing.
LINK_LIVES = dt.timedelta(days=7)


@action
def ask(
    *,
    referral: Referral,
    instrument: str,
    rater: Rater | str,
    occasion: Occasion | str,
    by: Actor,
    due_on: dt.date | None = None,
    session: SupportSession | None = None,
) -> Measure:
    """Ask for one questionnaire. How it is filled in is decided afterwards. Raises: Refused."""
    Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)  # one open at a time
    rules.check_can_ask(referral, find(instrument), rater, by)
    rules.check_none_open(referral, find(instrument), rater)
    return Measure.objects.create(
        referral=referral, instrument=instrument, rater=rater, occasion=occasion, session=session,
        due_on=due_on or (session.date if session else clock.today()), asked_by=by if isinstance(by, User) else None,
    )  # fmt: skip


@action
def make_link(*, measure: Measure, by: Actor) -> str:
    """A new link, which ends the one before. Returns its token, which is nowhere else. Raises: Refused."""
    measure = _lock(measure)
    rules.check_can_link(measure, by)
    return _new_link(measure)


@action
def send_link(*, measure: Measure, way: ContactPreference, by: Actor) -> Message:
    """Send a new link in neutral words, by a way they agreed to. Raises: Refused."""
    measure = _lock(measure)
    rules.check_can_link(measure, by)
    rules.check_way(measure, way)
    address = reverse("measure-link", args=[_new_link(measure)])
    return message.write(
        key=f"measure:{measure.pk}:{measure.token_hash[:16]}",
        channel=Channel(way.channel),
        address=way.address,
        words=MessageWords.QUESTIONS,
        details={"link": environment.base_url.rstrip("/") + address},
        not_after=measure.expires_at,
        team=measure.referral.team,
        preference=way,
        by=by,
    )


@action
def save_answers(*, measure: Measure, answers: Mapping[int, float], by: Actor) -> Measure:
    """Keep what was answered so far; later answers replace earlier ones. Raises: Refused when it is over."""
    measure = _lock(measure)
    rules.check_link_live(measure)
    measure.answers = _sealed({**measure.given_answers, **_known(measure, answers)})
    measure.save()
    return measure


@action
def send(*, measure: Measure, by: Actor) -> Measure:
    """The link is done with: what was answered counts. Raises: Refused when it was used, or nothing was answered."""
    measure = _lock(measure)
    rules.check_link_live(measure)
    return _fill_in(measure, measure.given_answers, FilledIn.PHONE, clock.today(), by)


@action
def decline_by_link(*, measure: Measure, by: Actor) -> Measure:
    """They would rather not, and said so on their phone. What they had answered is forgotten."""
    measure = _lock(measure)
    rules.check_link_live(measure)
    return _decline(measure)


@action
def answer_together(*, measure: Measure, answers: Mapping[int, float], by: Actor) -> Measure:
    """Read out and answered in the session. Raises: Refused."""
    measure = _lock(measure)
    rules.check_can_fill_in(measure, by)
    return _fill_in(measure, _known(measure, answers), FilledIn.READ_OUT, clock.today(), by)


@action
def enter_scores(*, measure: Measure, scores: Mapping[str, float], on: dt.date, by: Actor) -> Measure:
    """Copy scores from a paper form that was filled in on a day. Sums of scales are made here. Raises: Refused."""
    measure = _lock(measure)
    rules.check_can_fill_in(measure, by)
    rules.check_filled_in_on(on, measure.referral)
    instrument = find(measure.instrument)
    known = {code: value for code, value in scores.items() if instrument.scale(code).holds(value, measure.rater)}
    if not known or len(known) != len(scores):
        raise Refused("Each score must lie in its range, and there must be one at least.")
    return _keep(measure, _with_sums(instrument, known), FilledIn.SCORES, on, by)


@action
def decline(*, measure: Measure, by: Actor) -> Measure:
    """They would rather not, and told the practitioner. Raises: Refused."""
    measure = _lock(measure)
    rules.check_can_fill_in(measure, by)
    return _decline(measure)


@action
def mark_read(*, measure: Measure, by: User) -> Measure:
    """Somebody has read the answers that called for it, and says so with their name. Raises: Refused."""
    measure = _lock(measure)
    rules.check_can_mark_read(measure, by)
    measure.read_at, measure.read_by = clock.now(), by
    measure.save()
    return measure


@action
def compare(*, referral: Referral, compared_with: str, by: Actor) -> Comparison:
    """Hold scores against those of boys or girls of their age, or nobody's, as the young person says."""
    check_can_work(referral, by)
    found, _ = Comparison.objects.update_or_create(referral=referral, defaults={"compared_with": compared_with})
    return found


def _fill_in(measure: Measure, answers: dict[int, float], how: FilledIn, on: dt.date, by: Actor) -> Measure:
    if not answers:
        raise Refused("Answer at least one question, or say that you would rather not fill this in.", code="empty")
    instrument = find(measure.instrument)
    measure.answers = _sealed(answers)
    measure.to_read = bool(scoring.to_read_today(instrument, answers))
    return _keep(measure, scoring.score(instrument, answers), how, on, by)


def _keep(measure: Measure, scores: dict[str, float], how: FilledIn, on: dt.date, by: Actor) -> Measure:
    measure.scores, measure.how = json.dumps(scores), how
    measure.filled_in_at = clock.now() if on == clock.today() else clock.at_local(on, 12 * 60)
    measure.save()
    if find(measure.instrument).of_goals:
        _score_goals(measure, scores, on, by)
    elif scores and not find(measure.instrument).of_experience:  # too little answered is no measure
        goals.note_baseline(referral=measure.referral, on=on, by=by)
    if measure.to_read and how is FilledIn.PHONE:
        _call_for_eyes(measure, by)
    return measure


def _call_for_eyes(measure: Measure, by: Actor) -> None:
    """Write to whoever works with them that answers wait; what they are stands only behind the link."""
    held = measure.referral.practitioner
    if held is None or not held.user.email:
        return
    message.write(
        key=f"measure:{measure.pk}:to-read",
        channel=Channel.EMAIL,
        address=held.user.email,
        words=MessageWords.TO_READ,
        details={"link": environment.base_url.rstrip("/") + reverse("measure", args=[measure.pk])},
        team=measure.referral.team,
        by=by,
    )


def _new_link(measure: Measure) -> str:
    token = tokens.new_token()
    measure.token_hash, measure.expires_at = tokens.hash_of(token), clock.now() + LINK_LIVES
    measure.save()
    return token


def _score_goals(measure: Measure, scores: dict[str, float], on: dt.date, by: Actor) -> None:
    for goal in measure.referral.goals.all():
        if (code := scale_of(goal.number)) in scores:
            goals.keep_score(goal=goal, score=int(scores[code]), on=on, session=measure.session, by=by)


def _decline(measure: Measure) -> Measure:
    measure.declined_at, measure.answers = clock.now(), None
    measure.save()
    return measure


def _known(measure: Measure, answers: Mapping[int, float]) -> dict[int, float]:
    """Answers to questions there are, in the range there is. Raises: Refused for others: the page was altered."""
    sheet, instrument = queries.sheet_of(measure), find(measure.instrument)
    numbers = {question.number for question in sheet.questions} if sheet else set()
    in_range = all(instrument.item_lowest <= answer <= instrument.item_highest for answer in answers.values())
    if not set(answers) <= numbers or not in_range:
        raise Refused("Choose one of the answers that are offered.", code="answers")
    return dict(answers)


def _with_sums(instrument: Instrument, known: Mapping[str, float]) -> dict[str, float]:
    found = dict(known)
    for scale in instrument.scales:
        if scale.sum_of and all(code in found for code in scale.sum_of):
            found[scale.code] = sum(found[code] for code in scale.sum_of)
    return found


def _sealed(answers: Mapping[int, float]) -> str:
    return json.dumps({str(number): answers[number] for number in sorted(answers)})


def _lock(measure: Measure) -> Measure:
    """As it is now, held until the transaction ends, so that a link is used once however often it is pressed."""
    rows = Measure.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "referral__young_person", "referral__practitioner__user", "referral__team", "session"
    ).get(pk=measure.pk)
