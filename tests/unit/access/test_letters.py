import re

import pytest
from django.core import mail

from mhst.access import letters, tasks
from mhst.access.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia() -> User:
    return UserFactory(first_name="Nia", email="nia@example.invalid")


def the_letter() -> mail.EmailMessage:
    assert len(mail.outbox) == 1
    return mail.outbox[0]


def test_an_invitation_has_a_link_and_tells_nothing_about_anybody(nia, client) -> None:
    tasks.send_invitation.func(str(nia.pk))

    letter = the_letter()
    assert (letter.to, letter.subject) == (["nia@example.invalid"], "Your account at School mental health support")
    assert letter.body.startswith("Hello Nia,\n")
    link = re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", letter.body).group(1)
    assert client.get(link, follow=True).status_code == 200


def test_a_forgotten_password_gets_a_link(nia) -> None:
    tasks.send_password_link.func("NIA@example.invalid")

    assert the_letter().subject == "Choose a new password for School mental health support"
    assert "for 24 hours" in the_letter().body


@pytest.mark.parametrize("email", ["nobody@example.invalid", "gone@example.invalid", ""])
def test_nobody_else_hears(email) -> None:
    UserFactory(email="gone@example.invalid", left=True)
    UserFactory(email="")
    letters.help_back_in(email)

    assert mail.outbox == []


def test_a_change_of_the_way_in_is_told(nia) -> None:
    tasks.send_notice.func(str(nia.pk), "A passkey was added.")

    assert "A passkey was added." in the_letter().body


def test_young_people_gave_no_address_and_leavers_get_nothing() -> None:
    letters.tell(str(UserFactory(email="").pk), "x")
    gone = UserFactory(left=True)
    letters.tell(str(gone.pk), "x")
    letters.invite(str(gone.pk))

    assert mail.outbox == []


def test_names_are_written_as_they_are() -> None:
    letters.tell(str(UserFactory(first_name="Nia & Co", email="a@example.invalid").pk), "x")

    assert "Hello Nia & Co," in the_letter().body
