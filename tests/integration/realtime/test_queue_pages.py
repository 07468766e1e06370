"""Supervisors see who waits and move somebody up; counsellors answer messages that were left."""

import re
from typing import Any

import pytest
from django.test import Client

from realtime.actions import letter as letters
from realtime.models import Raising, Service, Visit
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, VisitFactory, VisitorFactory, counsellor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Service:
    return ServiceFactory(open=True)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_supervisor_moves_somebody_up_with_a_reason(client: Client, service: Service) -> None:
    client.force_login(member_of(service.team, "supervisor"))
    assert "Nobody is waiting" in said(client.get("/counselling/queue/"))
    visit = VisitFactory(visitor__service=service, visitor__nickname="calm-otter-1", on_mind="my secret")
    page = said(client.get("/counselling/queue/"))
    assert "calm-otter-1" in page
    assert "my secret" not in page
    up = f"/counselling/queue/{visit.pk}/up/"
    assert client.get(up).status_code == 200
    assert client.post(up, {"bands": 1}).status_code == 422
    assert client.post(up, {"bands": 2, "because": "lost_place"})["Location"] == "/counselling/queue/"
    assert [(r.bands, r.because) for r in Raising.objects.all()] == [(2, "lost_place")]
    assert "As if they had come 20 minutes earlier" in said(client.get("/counselling/queue/"))
    assert client.post(up, {"bands": 2, "because": "lost_place"}).status_code == 422
    assert Visit.objects.get().band == 2


def test_another_teams_queue_is_nobodys_to_see(client: Client, service: Service) -> None:
    visit = VisitFactory(visitor__service=service, visitor__nickname="calm-otter-1")
    client.force_login(member_of(ServiceFactory().team, "supervisor"))
    assert "calm-otter-1" not in said(client.get("/counselling/queue/"))
    assert client.get(f"/counselling/queue/{visit.pk}/up/").status_code == 404


def test_a_message_that_was_left_is_answered(client: Client, service: Service) -> None:
    visitor = VisitorFactory(service=service, nickname="calm-otter-1")
    conversation = letters.leave_message(visitor=visitor, words="I could not sleep", by=visitor.user)
    sam = counsellor_of(service, first_name="Sam", last_name="Ode")
    client.force_login(sam)
    page = said(client.get("/counselling/messages/"))
    assert "Waits for you" in page
    assert "I could not sleep" not in page
    opened = client.post(f"/counselling/messages/{conversation.pk}/answer/")["Location"]
    assert "I could not sleep" in said(client.get(opened))
    form = {"words": "I am glad you wrote", "mid": str(visitor.pk), "epoch": "0", "audience": "open"}
    assert client.post(opened, form).status_code == 302
    assert "Waits for you" not in said(client.get("/counselling/messages/"))
    client.force_login(visitor.user)
    assert "I am glad you wrote" in said(client.get("/talk/message/", follow=True))


def test_of_another_day_a_message_says_its_date(client: Client, service: Service, time_machine: Any) -> None:
    visitor = VisitorFactory(service=service)
    time_machine.move_to("2026-12-31 22:40+00:00", tick=False)
    conversation = letters.leave_message(visitor=visitor, words="Hello", by=visitor.user)
    times = []
    for later in ("2026-12-31 23:59+00:00", "2027-01-01 00:01+00:00"):
        time_machine.move_to(later, tick=False)
        client.force_login(visitor.user)
        times += re.findall("<time[^>]*>(.*?)</time>", said(client.get(f"/conversations/{conversation.pk}/")))
    assert times == ["10:40 pm", "31 December 2026, 10:40 pm"]


def test_a_message_to_another_team_is_nobodys_to_answer(client: Client, service: Service) -> None:
    visitor = VisitorFactory(service=service)
    conversation = letters.leave_message(visitor=visitor, words="Hello", by=visitor.user)
    client.force_login(counsellor_of(ServiceFactory()))
    assert client.post(f"/counselling/messages/{conversation.pk}/answer/").status_code == 404


def test_no_messages_is_said(client: Client, service: Service) -> None:
    client.force_login(counsellor_of(service))
    assert "No messages" in said(client.get("/counselling/messages/"))
