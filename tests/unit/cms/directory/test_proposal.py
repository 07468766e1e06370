"""What a partner writes is public only once an editor has read it."""

import pytest
from django.core import mail
from django.db import IntegrityError

from cms.directory.actions import proposal
from cms.directory.enums import Capacity, ProposalState
from cms.directory.forms.entry import initial_of
from cms.directory.queries import edit_link as link_queries
from cms.directory.queries import keeping
from cms.directory.rules.proposal import version_of
from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, NotFound, Refused
from tests.factories import member_of
from tests.factories.access import UserFactory
from tests.factories.directory import DirectoryServiceFactory, EditLinkFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return DirectoryServiceFactory(stale=True)


@pytest.fixture
def link(service):
    return EditLinkFactory(provider=service.provider)


def editor():
    return member_of(None, RoleName.SYSTEM_ADMINISTRATOR)


def test_one_press_confirms_and_says_how_it_stands_with_places(service, link):
    proposal.confirm(link=link, service=service, capacity=Capacity.FULL, by=SYSTEM)

    service.refresh_from_db()
    assert (service.confirmed_on, service.capacity, service.is_stale) == (clock.today(), "full", False)
    assert service.revisions.count() == 1


def test_what_is_written_waits_and_what_is_written_again_takes_its_place(service, link):
    for summary in ("First.", "Second."):
        proposal.send(link=link, service=service, values=initial_of(service) | {"summary": summary}, by=SYSTEM)

    service.refresh_from_db()
    [waiting] = keeping.waiting(editor())
    assert service.summary == "A place to be on Fridays."
    assert keeping.side_by_side(waiting) == [("In one sentence", "A place to be on Fridays.", "Second.")]
    [own] = link_queries.entries_of(link)
    assert (own.waits, own.came_back, own.theirs) == (True, False, {"summary": "Second."})


def test_nothing_changed_is_nothing_to_read(service, link):
    with pytest.raises(Refused, match="Nothing is changed"):
        proposal.send(link=link, service=service, values=initial_of(service), by=SYSTEM)


def test_a_link_is_for_its_own_entries(link):
    other = DirectoryServiceFactory()
    with pytest.raises(NotFound):
        proposal.confirm(link=link, service=other, capacity=Capacity.OPEN, by=SYSTEM)
    with pytest.raises(NotFound):
        link_queries.get_entry(link, other.pk)


@pytest.mark.parametrize(("words", "state"), [("", ProposalState.ACCEPTED), (" Bring a friend.", ProposalState.EDITED)])
def test_an_editor_publishes_it_as_it_is_or_put_right(words, state):
    waiting = ProposalFactory(after={"is_free": False, "capacity": "waiting"})
    values = initial_of(waiting.service, waiting.after)
    assert keeping.side_by_side(waiting)[0] == ("Free", "Yes", "No")

    decided = values | {"summary": values["summary"] + words}
    proposal.accept(proposal=waiting, version=version_of(waiting), values=decided, by=editor())

    waiting.refresh_from_db()
    waiting.service.refresh_from_db()
    assert (waiting.state, waiting.service.is_free, waiting.service.confirmed_on) == (state, False, clock.today())
    assert ("put a few words right" in mail.outbox[0].body) is bool(words)


def test_a_decision_is_made_once_and_by_who_may():
    waiting = ProposalFactory()
    with pytest.raises(Refused):
        proposal.send_back(proposal=waiting, version=version_of(waiting), words="No.", by=UserFactory())
    proposal.send_back(proposal=waiting, version=version_of(waiting), words="Leave out the address.", by=editor())
    with pytest.raises(Conflict, match="A colleague"):
        proposal.accept(proposal=waiting, version="", values=initial_of(waiting.service), by=editor())

    [own] = link_queries.entries_of(waiting.link)
    assert own.came_back
    assert "Leave out the address." in mail.outbox[0].body
    assert "/directory/partner/" in mail.outbox[0].body


def test_without_an_address_words_wait_at_the_link():
    waiting = ProposalFactory(service__provider__contact_email="")
    proposal.send_back(proposal=waiting, version=version_of(waiting), words="Shorter.", by=editor())
    assert mail.outbox == []
    waiting.link.refresh_from_db()
    assert waiting.link.is_live


@pytest.mark.both_engines
def test_the_database_holds_one_waiting_for_an_entry():
    waiting = ProposalFactory()
    with pytest.raises(IntegrityError):
        ProposalFactory(service=waiting.service, link=waiting.link)
