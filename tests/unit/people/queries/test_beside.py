import pytest

from mhst.people.queries import beside
from mhst.people.queries.beside import Beside
from tests.factories import UserFactory, YoungPersonFactory

pytestmark = pytest.mark.django_db


def test_each_source_is_asked_once_in_the_order_in_which_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_sources", [])
    person, viewer = YoungPersonFactory(), UserFactory()

    def first(of: object, by: object) -> Beside:
        return Beside("First", [str(of), str(by)], "See all", "/first/")

    def second(of: object, by: object) -> Beside:
        return Beside("Second", [], "See all", "/second/")

    for source in (first, second, first):
        beside.add_source(source)

    assert beside.of(person, viewer) == [
        Beside("First", [person.name, viewer.name], "See all", "/first/"),
        Beside("Second", [], "See all", "/second/"),
    ]
