"""Partners' links: one at a time, with an end, and asked for by letters."""

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.management import call_command

from cms.directory import tasks
from cms.directory.actions import edit_link
from cms.directory.enums import LinkStanding
from cms.directory.models import EditLink
from cms.directory.queries import edit_link as queries
from cms.directory.queries import keeping
from cms.directory.rules import edit_link as rules
from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, NotFound, Refused
from tests.factories import member_of
from tests.factories.access import UserFactory
from tests.factories.directory import DirectoryServiceFactory, EditLinkFactory, ProviderFactory

pytestmark = pytest.mark.django_db
WORKING_DAY, AT_NIGHT = "2026-11-25 10:00+00:00", "2026-11-25 03:00+00:00"


def token_in(text: str) -> str:
    return text.partition("/directory/partner/")[2].partition("/")[0]


def test_a_new_link_stops_the_one_before_and_only_its_hash_is_kept():
    provider = ProviderFactory()
    first = token_in(edit_link.make(provider=provider, by=SYSTEM))
    second = token_in(edit_link.make(provider=provider, by=SYSTEM))

    assert queries.by_token(first).standing == LinkStanding.REVOKED
    assert queries.by_token(second).is_live
    assert second not in str(list(EditLink.objects.values()))
    assert [link.pk for link in queries.live_of(provider)] == [queries.by_token(second).pk]
    with pytest.raises(NotFound):
        queries.by_token("guessed")


def test_a_link_ends_by_time_and_by_hand(time_machine):
    link = EditLinkFactory()
    rules.check_live(link)
    time_machine.move_to(clock.now() + dt.timedelta(days=31))
    assert link.standing == LinkStanding.EXPIRED
    with pytest.raises(Conflict, match="run out"):
        rules.check_live(link)
    edit_link.stop(provider=link.provider, by=SYSTEM)
    link.refresh_from_db()
    with pytest.raises(Conflict, match="stopped"):
        rules.check_live(link)


def test_only_who_keeps_the_directory_gives_links_and_only_to_an_address():
    provider = ProviderFactory(contact_email="")
    with pytest.raises(Refused):
        edit_link.make(provider=provider, by=UserFactory())
    with pytest.raises(Refused, match="who keeps the entries"):
        edit_link.send(provider=provider, by=member_of(None, RoleName.SYSTEM_ADMINISTRATOR))


def test_partners_of_what_is_out_of_date_are_asked_once_on_a_working_day(time_machine):
    time_machine.move_to(AT_NIGHT)
    provider = ProviderFactory()
    DirectoryServiceFactory(provider=provider, name="Old one", stale=True)
    DirectoryServiceFactory(provider=provider, name="New one")
    DirectoryServiceFactory(provider__contact_email="", stale=True)
    DirectoryServiceFactory(stale=True, is_listed=False)
    assert tasks.ask_partners() == 0
    time_machine.move_to(WORKING_DAY)

    assert [tasks.ask_partners(), tasks.ask_partners()] == [1, 0]

    [letter] = mail.outbox
    assert letter.to == [provider.contact_email]
    assert "Old one" in letter.body
    assert "New one" not in letter.body
    assert queries.by_token(token_in(letter.body)).provider == provider
    time_machine.move_to("2026-12-10 10:00+00:00")
    call_command("ask_directory_partners")
    assert len(mail.outbox) == 2


@pytest.mark.both_engines
def test_what_was_never_confirmed_is_asked_about_first():
    old = DirectoryServiceFactory(stale=True).provider
    never = DirectoryServiceFactory(confirmed_on=None).provider
    assert keeping.to_ask(clock.now()) == [never, old]


@pytest.mark.both_engines
def test_an_address_that_is_refused_keeps_no_letter_from_others(time_machine, monkeypatch, capsys):
    time_machine.move_to(WORKING_DAY, tick=False)
    gone, well = (DirectoryServiceFactory(stale=True).provider for _ in "12")
    link = EditLinkFactory(provider=gone)
    with monkeypatch.context() as server:
        server.setattr("cms.directory.actions.edit_link.send_mail", refusing(gone.contact_email))
        assert [tasks.ask_partners(), tasks.ask_partners()] == [1, 0]
    gone.refresh_from_db()
    assert (gone.asked_at, gone.unreached_at, keeping.to_ask(clock.now())) == (None, clock.now(), [])
    assert [letter.to for letter in mail.outbox] == [[well.contact_email]]
    assert [one.pk for one in queries.live_of(gone)] == [link.pk]

    time_machine.move_to("2026-11-30 10:00+00:00")
    with monkeypatch.context() as server:
        server.setattr("cms.directory.actions.edit_link.send_mail", refusing(gone.contact_email))
        call_command("ask_directory_partners")
    told = capsys.readouterr()
    assert (told.out, f"{gone} could not be written to." in told.err) == ("0 partners asked.\n", True)
    assert edit_link.send(provider=gone, by=SYSTEM)
    gone.refresh_from_db()
    assert gone.unreached_at is None


def refusing(address):
    def send(subject, body, sender, to):
        if to == [address]:
            raise SMTPRecipientsRefused({address: (550, b"no such mailbox")})
        send_mail(subject, body, sender, to)

    return send
