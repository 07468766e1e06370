"""How a mail server's answers are told, over real SMTP where that matters little code: Django's own backend raises."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend

from sessions_app.delivery import NotDelivered, Words, mail
from sessions_app.enums import Channel, Problem

WORDS = Words(
    reference="0b6c", channel=Channel.EMAIL, address="jo@example.org", subject="Your appointment",
    body="You have an appointment.", sender="Appointments <no-reply@example.org>",
)  # fmt: skip


def test_an_email_says_the_words_and_has_the_same_name_at_every_attempt(mailoutbox: list) -> None:
    names = {mail.send(WORDS), mail.send(WORDS)}
    first, second = mailoutbox
    assert names == {"<0b6c@example.org>"}
    assert {message.message()["Message-ID"] for message in (first, second)} == names
    assert (first.subject, first.body, first.to) == ("Your appointment", "You have an appointment.", ["jo@example.org"])
    assert first.from_email == "Appointments <no-reply@example.org>"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SMTPRecipientsRefused({"jo@example.org": (550, b"jo@example.org unknown")}), (Problem.REFUSED, True, False)),
        (SMTPRecipientsRefused({"jo@example.org": (450, b"later")}), (Problem.REFUSED, False, False)),
        (SMTPDataError(452, b"full"), (Problem.BUSY, False, False)),
        (SMTPDataError(554, b"no"), (Problem.NOT_LET_IN, False, False)),
        (SMTPServerDisconnected("jo@example.org"), (Problem.UNREACHABLE, False, True)),
        (ConnectionRefusedError(), (Problem.UNREACHABLE, False, True)),
    ],
)
def test_what_goes_wrong_is_a_code(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: tuple[Problem, bool, bool]
) -> None:
    def fail(*given: object) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with pytest.raises(NotDelivered) as caught:
        mail.send(WORDS)
    assert (caught.value.problem, caught.value.is_final, caught.value.is_unclear) == told
    assert "jo@" not in str(caught.value)
