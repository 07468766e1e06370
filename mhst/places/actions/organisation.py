"""Organisations: those that employ people or pay for services. Who leads a team sees its work, so it is recorded."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.places.actions import kept
from mhst.places.models import Organisation
from mhst.places.rules import organisation as rules


@action
def add(*, name: str, kind: str, ods_code: str = "", by: Actor) -> Organisation:
    """Raises: Refused when the name or the code is none, or is another's."""
    by.require(Permission.ORGANISATION_KEEP)
    return _kept(Organisation(), name, kind, ods_code)


@action
def change(*, organisation: Organisation, name: str, kind: str, ods_code: str, by: Actor) -> Organisation:
    """The one that is kept, as it is now. Raises: Refused as for `add`."""
    by.require(Permission.ORGANISATION_KEEP)
    return _kept(Organisation.objects.select_for_update().get(pk=organisation.pk), name, kind, ods_code)


def _kept(organisation: Organisation, name: str, kind: str, ods_code: str) -> Organisation:
    organisation.name, organisation.kind = " ".join(name.split()), kind
    organisation.ods_code = "".join(ods_code.split()).upper()
    return kept.checked(organisation, rules.check_organisation)
