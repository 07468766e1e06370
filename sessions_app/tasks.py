"""Sending what is in the outbox. The row is the truth; a task is only its doorbell, and a sweep rings again."""

import logging

from django_tasks import task

from mhst.core import clock
from mhst.core.actors import SYSTEM
from sessions_app import delivery
from sessions_app.actions import concern_step, message, referral_consent, reminder, request, series_end
from sessions_app.queries.concern import due_steps
from sessions_app.queries.concern_again import due_again
from sessions_app.queries.consent_end import about_to_end, lately_ended
from sessions_app.queries.message import due
from sessions_app.queries.series_end import over

log = logging.getLogger(__name__)


@task()
def send_message(message_id: str) -> None:
    """Send one message, unless it is not due, no longer wanted, or another worker has it."""
    claim = message.claim(message_id=message_id, by=SYSTEM)
    if claim is None:
        return
    try:
        provider_id = delivery.send(claim.words)
    except delivery.NotDelivered as why:
        message.not_sent(claim=claim, why=why, by=SYSTEM)
    else:
        message.sent(claim=claim, provider_id=provider_id, by=SYSTEM)


def settle_reminders() -> None:
    """A sweep: the reminders of the next two days, as things stand now."""
    reminder.settle(by=SYSTEM)


def send_what_is_due() -> None:
    """A sweep: what a lost doorbell, a pause or a dead worker has left. One that fails does not hold up the others."""
    for message_id in due():
        try:
            send_message.func(str(message_id))
        except Exception:
            log.exception("Message %s could not be sent", message_id)


def drop_forgotten_requests() -> None:
    """A sweep: forget what was begun on the public form and never sent."""
    request.drop_forgotten(by=SYSTEM)


def finish_runs() -> None:
    """A sweep: runs whose days are past, also where nobody has written up the last. One that fails holds up none."""
    for series_id in over(clock.today()).values_list("pk", flat=True):
        try:
            series_end.complete(series_id=series_id, by=SYSTEM)
        except Exception:
            log.exception("Run %s could not be finished", series_id)


def climb_concerns() -> None:
    """A sweep: concerns that nobody answered in time go to the next. One that fails does not hold up the others."""
    for step_id in due_steps():
        try:
            concern_step.climb(step_id=step_id, by=SYSTEM)
        except Exception:
            log.exception("Step %s of a concern could not climb", step_id)


def remind_of_concerns() -> None:
    """A sweep: concerns that everybody was told of and somebody has still not answered."""
    for again in due_again():
        try:
            concern_step.remind(again=again, by=SYSTEM)
        except Exception:
            log.exception("Nobody could be reminded of step %s of a concern", again.step_id)


def tell_of_ended_consent() -> None:
    """A sweep: consent that ran out, and sixteenth birthdays, of those somebody works with."""
    for referral in lately_ended(clock.today()):
        try:
            referral_consent.tell_of_end(referral=referral, by=SYSTEM)
        except Exception:
            log.exception("Nobody could be told that the consent of referral %s has ended", referral.pk)


def tell_of_consent_that_ends() -> None:
    """A sweep: consent that will run out, and sixteenth birthdays to come, of those somebody works with."""
    for referral, lapse in about_to_end(clock.today()):
        try:
            referral_consent.tell_ahead(referral=referral, lapse=lapse, by=SYSTEM)
        except Exception:
            log.exception("Nobody could be told that the consent of referral %s ends soon", referral.pk)
