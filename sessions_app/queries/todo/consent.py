"""Consent that is missing, ends soon, or came for somebody who has yet to be found."""

from django.urls import reverse

from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.settings.environment import environment
from sessions_app.queries import consent_end, unmatched_consent
from sessions_app.queries.todo.line import Todo, counted


def consent_to_ask_again(viewer: User) -> list[Todo]:
    count = len(consent_end.cannot_be_seen(viewer)) if viewer.can(Permission.REFERRAL_WORK) else 0
    people = "1 young person" if count == 1 else f"{count} young people"
    return (
        [Todo(f"Ask about consent: {people} cannot be seen", reverse("caseload-own"), is_urgent=True)] if count else []
    )


def consent_ends_soon(viewer: User) -> list[Todo]:
    count = consent_end.ends_soon(viewer) if viewer.can(Permission.REFERRAL_WORK) else 0
    people = "1 young person" if count == 1 else f"{count} young people"
    sentence = f"Ask about consent in time: that of {people} ends within {environment.consent_ends_days} days"
    return [Todo(sentence, reverse("caseload-own"))] if count else []


def consents_to_match(viewer: User) -> list[Todo]:
    count = unmatched_consent.count_waiting(viewer)
    if not count:
        return []
    return [Todo(f"Match {counted(count, 'answer')} about consent", reverse("unmatched-consents"))]
