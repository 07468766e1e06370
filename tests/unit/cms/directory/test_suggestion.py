"""Who suggested a service hears what became of it, once."""

import pytest
from django.core import mail

from cms.directory.actions import suggestion
from cms.directory.models import Service
from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from tests.factories import SchoolFactory, member_of
from tests.factories.directory import DirectoryServiceFactory, ProposalFactory

pytestmark = pytest.mark.django_db


def suggested(**more):
    return DirectoryServiceFactory(suggested_at=clock.now(), suggested_by="new@club.example", **more)


def test_it_is_told_once_and_by_who_keeps_the_directory():
    shown, hidden = suggested(), suggested(is_listed=False)
    with pytest.raises(Refused):
        suggestion.tell_shown(service=shown, by=member_of(SchoolFactory(), RoleName.SCHOOL_STAFF))
    suggestion.tell_shown(service=shown, by=SYSTEM)
    for one in (shown, hidden):
        with pytest.raises(Conflict, match="Nobody waits"):
            suggestion.tell_shown(service=one, by=SYSTEM)
    with pytest.raises(Conflict, match="A colleague was quicker"):
        suggestion.decline(service=shown, words="No.", by=SYSTEM)
    assert len(mail.outbox) == 1


def test_what_its_organisation_wrote_about_stays_hidden():
    one = suggested(is_listed=False)
    ProposalFactory(service=one)
    suggestion.decline(service=one, words="No.", by=SYSTEM)
    assert list(Service.objects.values_list("is_listed", "suggested_by")) == [(False, "")]
    assert list(Service.objects.suggested()) == []
