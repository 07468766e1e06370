"""What is kept of a page, and what makes it another one."""

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.enums import TeamKind
from mhst.reporting.documents.page import Shown, shown
from mhst.reporting.models import Publication
from mhst.reporting.words import LEFT_OUT
from tests.factories.reporting import PublicationFactory

pytestmark = pytest.mark.django_db


def _shown(published: Publication) -> Shown:
    """As the next request reads it."""
    return shown(Publication.objects.select_related("team").get(pk=published.pk), None, None)


def test_what_was_published_is_made_once() -> None:
    published = PublicationFactory()

    assert _shown(published) is _shown(published)


def test_a_team_whose_kind_was_put_right_is_shown_as_what_it_is() -> None:
    """It stayed what it had been until the program was started again."""
    published = PublicationFactory()
    assert "What the team did" in _shown(published).body
    with recording.acting(by=SYSTEM, verb="test"):
        published.team.kind = TeamKind.COUNSELLING
        published.team.save()

    put_right = _shown(published)
    assert "What the team did" not in put_right.body
    assert LEFT_OUT in put_right.body
