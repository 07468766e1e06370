from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr

from sessions_app import delivery
from sessions_app.delivery import NotDelivered, Words, notify
from sessions_app.enums import Channel, Problem
from tests.support.notify import KEY, StandIn, set_to, stand_in

TEXT = Words(
    reference="a-reference", channel=Channel.TEXT, address="+447700900982", subject="Your appointment",
    body="You have an appointment.", sender="Appointments <no-reply@example.org>",
)  # fmt: skip
EMAIL = replace(TEXT, channel=Channel.EMAIL, address="jo@example.org")


@pytest.fixture
def provider() -> Iterator[StandIn]:
    with stand_in() as server:
        yield server


def failure(words: Words) -> tuple[Problem, bool, bool]:
    with pytest.raises(NotDelivered) as caught:
        delivery.send(words)
    assert caught.value.__cause__ is None
    return caught.value.problem, caught.value.is_final, caught.value.is_unclear


def test_a_text_message_is_the_body_alone(provider: StandIn) -> None:
    name = delivery.send(TEXT)
    assert provider.taken == [
        {
            "phone_number": "+447700900982", "template_id": "text-template", "reference": "a-reference",
            "personalisation": {"body": "You have an appointment."}, "id": name,
        }
    ]  # fmt: skip


def test_an_email_has_a_subject_too(provider: StandIn) -> None:
    delivery.send(EMAIL)
    [taken] = provider.taken
    assert (taken["email_address"], taken["template_id"]) == ("jo@example.org", "email-template")
    assert taken["personalisation"] == {"subject": "Your appointment", "body": "You have an appointment."}


def test_one_that_may_have_gone_is_asked_for_first(provider: StandIn) -> None:
    name = delivery.send(TEXT)
    assert delivery.send(replace(TEXT, may_have_gone=True)) == name
    assert provider.asked == ["POST sms", "GET"]


def test_one_that_never_arrived_there_is_sent(provider: StandIn) -> None:
    delivery.send(replace(TEXT, may_have_gone=True))
    assert provider.asked == ["GET", "POST sms"]
    assert len(provider.taken) == 1


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (400, (Problem.REFUSED, True, False)),
        (403, (Problem.NOT_LET_IN, False, False)),
        (429, (Problem.BUSY, False, False)),
        (404, (Problem.UNREACHABLE, False, True)),
        (500, (Problem.UNREACHABLE, False, True)),
        (503, (Problem.UNREACHABLE, False, True)),
    ],
)
def test_what_goes_wrong_is_a_code(provider: StandIn, status: int, told: tuple[Problem, bool, bool]) -> None:
    provider.says = [status]
    assert failure(TEXT) == told
    assert provider.taken == []


def test_a_key_that_is_not_ours_is_not_let_in(provider: StandIn) -> None:
    with set_to(notify_api_key=SecretStr(KEY[:-4] + "0000")):
        assert failure(TEXT) == (Problem.NOT_LET_IN, False, False)


def test_one_that_is_slow_is_not_waited_for_for_ever(provider: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notify, "SECONDS", 0.2)
    provider.holds = True
    assert failure(TEXT) == (Problem.UNREACHABLE, False, True)
    assert len(provider.taken) == 1


def test_nobody_there_is_no_end_known(provider: StandIn) -> None:
    with set_to(notify_url="http://127.0.0.1:9"):
        assert failure(TEXT) == (Problem.UNREACHABLE, False, True)


def test_without_a_key_no_text_goes_and_nothing_pretends_it_did() -> None:
    assert [delivery.can_send(channel) for channel in Channel] == [True, False]
    assert failure(TEXT) == (Problem.NO_WAY, True, False)


def test_email_goes_through_the_mail_server_when_notify_has_no_template_for_it(
    provider: StandIn, mailoutbox: list
) -> None:
    with set_to(notify_email_template=""):
        delivery.send(EMAIL)
    assert (len(mailoutbox), provider.asked) == (1, [])


def test_the_demo_prints_text_messages(settings, capsys: pytest.CaptureFixture) -> None:
    settings.DEMO = True
    delivery.send(TEXT)
    assert capsys.readouterr().out == "Text message to +447700900982: You have an appointment.\n"


def test_words_do_not_show_an_address_when_they_are_logged() -> None:
    assert TEXT.address not in repr(TEXT)
