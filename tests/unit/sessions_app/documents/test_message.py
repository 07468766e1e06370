"""What families read: an appointment and its time, and nothing that tells whose or what for."""

import json
import re

import pytest

from mhst.settings.environment import Environment, environment
from sessions_app.catalogue import CATALOGUE
from sessions_app.documents.message import words_of
from sessions_app.enums import STAFF_WORDS, WORDS_NEED, Channel, MessageWords
from sessions_app.models import Message
from tests.copies import ROOT

TEMPLATES = ROOT / "templates" / "email" / "sessions_app" / "message"
WHEN = "Tuesday 4 May at 10:00"
LINK = "https://example.org/x/"

#: What tells a reader over the shoulder that this is about help, a school, or somebody by name.
TELLING = re.findall(
    r"[a-z-]+",
    """
    mental health wellbeing emotional support team mhst nhs camhs therapy therapist counsel
    psycholog clinic hospital treatment anxiety anxious worry worries mood depress stress anger
    sleep behaviour self-harm risk safe programme group course session referral assessment consent
    practitioner emhp school pupil lesson teacher staff lead child parent guardian young person dear
    hello name
    """,
)


def words(kind: MessageWords) -> tuple[str, str]:
    details = {"when": WHEN, "link": LINK, "period": "May 2026"}
    message = Message(
        channel=Channel.TEXT, words=kind, details=json.dumps({name: details[name] for name in WORDS_NEED[kind]})
    )
    found = words_of(message)
    return found.subject, found.body


@pytest.mark.parametrize(
    ("kind", "subject", "body"),
    [
        (MessageWords.APPOINTMENT, "Your appointment", f"You have an appointment on {WHEN}."),
        (
            MessageWords.APPOINTMENT_MOVED, "Your appointment has moved",
            f"Your appointment has moved. It is now on {WHEN}.",
        ),
        (
            MessageWords.APPOINTMENT_CANCELLED, "Your appointment",
            f"Your appointment on {WHEN} will not take place.",
        ),
    ],
)  # fmt: skip
def test_a_reminder_says_when_and_nothing_else(kind: MessageWords, subject: str, body: str) -> None:
    assert words(kind) == (subject, body)


@pytest.mark.parametrize("kind", [kind for kind in MessageWords if kind not in STAFF_WORDS])
def test_no_word_tells_what_it_is_about(kind: MessageWords) -> None:
    said = " ".join(words(kind)).casefold().replace(LINK, "")
    programmes = [programme.name.casefold() for programme in CATALOGUE]
    assert [word for word in (*TELLING, *programmes) if word in said] == []


@pytest.mark.parametrize("kind", MessageWords)
def test_a_template_is_given_only_what_its_words_need(kind: MessageWords) -> None:
    text = (TEMPLATES / f"{kind}.txt").read_text()
    assert set(re.findall(r"{{\s*([^}|]+?)\s*}}", text)) == WORDS_NEED[kind] <= {"when", "link", "period"}
    assert set(re.findall(r"{%\s*(\w+)", text)) == {"autoescape", "endautoescape"}


def test_every_kind_has_its_template_and_every_template_its_kind() -> None:
    assert {path.stem for path in TEMPLATES.iterdir()} == set(MessageWords.values)


def test_families_read_a_name_that_does_not_tell_and_colleagues_the_services_own() -> None:
    senders = {words_of(Message(words=kind, channel=Channel.EMAIL)).sender for kind in MessageWords}
    assert senders == {environment.neutral_from, environment.email_from}
    assert words_of(Message(words=MessageWords.APPOINTMENT, channel=Channel.EMAIL)).sender == environment.neutral_from
    default = str(Environment.model_fields["neutral_from"].default).casefold()
    assert [word for word in TELLING if word in default] == []
