import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from mhst.settings.environment import environment
from sessions_app.actions import notice as actions
from sessions_app.models import Message, Notice
from sessions_app.tasks import send_what_is_due
from tests.factories.world import World, world
from tests.support.booking import book, book_anew

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


def test_a_notice_is_sent_once_in_neutral_words(there: World) -> None:
    book(there, by=there.lead)
    for _ in range(2):
        send_what_is_due()
    assert [to for message in mail.outbox for to in message.to] == [
        n.to.email for n in Notice.objects.order_by("created_at")
    ]
    message = mail.outbox[0]
    assert message.subject == "Something has changed in your timetable"
    assert message.from_email == environment.email_from
    told = message.subject + message.body
    names = [there.school.name, there.programme.name, *(p.family_name for p in there.pupils)]
    assert [name for name in names if name in told] == []


def test_somebody_without_an_address_is_told_on_their_pages_alone(there: World) -> None:
    there.practitioner.user.email = ""
    there.practitioner.user.save()
    book(there, by=there.lead)
    assert Notice.objects.filter(to=there.practitioner.user).count() == 1
    assert [m.address for m in Message.objects.all()] == [there.practitioners[1].user.email]


def test_a_booking_asks_the_worker_to_tell_people(there: World, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        book_anew(there, by=there.lead)
    assert DBTaskResult.objects.count() == 2


def test_marking_read_touches_only_ones_own(there: World) -> None:
    book(there, by=there.lead)
    mine = Notice.objects.filter(to=there.practitioner.user)
    everybodys = list(Notice.objects.values_list("pk", flat=True))
    assert actions.mark_read(notices=everybodys, by=there.practitioner.user) == 1
    assert mine.get().read_at is not None
    assert Notice.objects.filter(read_at=None).count() == 1
