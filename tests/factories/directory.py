"""The directory of services: who runs what, partners' links, and what they wrote."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cms.directory.models import EditLink, Proposal, Provider, Service
from mhst.core import clock
from mhst.core.crypto.tokens import hash_of
from tests.factories.recorded import RecordedFactory

TOKEN = "a-token-that-tests-know"


class ProviderFactory(DjangoModelFactory):
    class Meta:
        model = Provider

    name = factory.Sequence(lambda n: f"Organisation {n + 1}")
    contact_email = factory.Sequence(lambda n: f"keeper{n + 1}@example.invalid")


class DirectoryServiceFactory(DjangoModelFactory):
    """Confirmed today; `stale=True` for one that nobody has confirmed for long."""

    class Meta:
        model = Service

    class Params:
        stale = factory.Trait(confirmed_on=dt.date(2020, 1, 1))

    provider = factory.SubFactory(ProviderFactory)
    name = factory.Sequence(lambda n: f"Entry {n + 1}")
    summary = "A place to be on Fridays."
    description = "Games and a hot meal."
    for_whom = "Everyone who likes company."
    how_to_refer = "Just come."
    phone = "01632 960 700"
    confirmed_on = factory.LazyFunction(clock.today)


class EditLinkFactory(RecordedFactory):
    """Its token is `TOKEN`, unless told otherwise."""

    class Meta:
        model = EditLink

    class Params:
        token = TOKEN

    provider = factory.SubFactory(ProviderFactory)
    token_hash = factory.LazyAttribute(lambda link: hash_of(link.token))
    expires_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=30))


class ProposalFactory(RecordedFactory):
    """Give `after={...}` for what the partner would have."""

    class Meta:
        model = Proposal

    class Params:
        token = TOKEN

    service = factory.SubFactory(DirectoryServiceFactory)
    link = factory.SubFactory(
        EditLinkFactory, provider=factory.SelfAttribute("..service.provider"), token=factory.SelfAttribute("..token")
    )
    after = factory.LazyFunction(lambda: {"summary": "A place to be on Saturdays."})

    @factory.lazy_attribute
    def before(self) -> dict[str, Any]:
        return {name: getattr(self.service, name) for name in self.after}
