"""Which questionnaires have words here, and by whose permission."""

from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from sessions_app.enums import Rater
from sessions_app.instruments import Instrument, registry
from sessions_app.models import InstalledPack


@dataclass(frozen=True)
class Row:
    """One questionnaire by one rater: ours, installed, or on paper until a pack comes."""

    instrument: Instrument
    rater: Rater
    pack: InstalledPack | None


def rows(viewer: User) -> list[Row]:
    """Raises: Refused to those who do not install packs."""
    viewer.require(Permission.PACK_INSTALL)
    installed = {
        (pack.instrument, pack.rater): pack
        for pack in InstalledPack.objects.filter(withdrawn_at__isnull=True).select_related("accepted_by")
    }
    return [
        Row(instrument, Rater(rater), installed.get((instrument.code, rater)))
        for instrument in registry.with_packs()
        for rater in instrument.raters
    ]


def withdrawn(viewer: User) -> list[InstalledPack]:
    """What was here before; the newest first."""
    viewer.require(Permission.PACK_INSTALL)
    gone = InstalledPack.objects.filter(withdrawn_at__isnull=False).select_related("accepted_by")
    return list(gone.order_by("-withdrawn_at")[:50])


def get(id: UUID, viewer: User) -> InstalledPack:
    """One that is installed. Raises: Refused, NotFound."""
    viewer.require(Permission.PACK_INSTALL)
    found = InstalledPack.objects.filter(pk=id, withdrawn_at__isnull=True).select_related("accepted_by").first()
    if found is None:
        raise NotFound("We could not find that pack. It may have been withdrawn.")
    return found
