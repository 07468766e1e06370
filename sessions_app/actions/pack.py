"""The licence gate: putting in the words of a questionnaire, with who accepted its terms and where that can be read."""

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.instruments import find, packs
from sessions_app.models import InstalledPack


@action
def install(*, text: str, notice: str, licence_holder: str, evidence: str, by: User) -> InstalledPack:
    """Put in a pack as it came, unchanged, instead of the one before. Raises: Refused, saying what is wrong with it."""
    by.require(Permission.PACK_INSTALL)
    try:
        sent = packs.read_json(text)
        instrument = find(str(sent["instrument"]))
        packs.wording_of(sent, instrument)
    except packs.WrongPack as wrong:
        raise Refused(str(wrong), field="pack") from None
    except KeyError:
        raise Refused("There is no questionnaire of this name here.", field="pack") from None
    if not instrument.can_have_pack:
        raise Refused(f"{instrument.name} needs no pack.", field="pack")
    language = sent.get("language", "en-GB")
    for old in _installed(instrument.code, sent["rater"]):
        withdraw(pack=old, by=by)
    return InstalledPack.objects.create(
        instrument=instrument.code, rater=sent["rater"], language=language,
        items={part: sent[part] for part in ("introduction", "questions", "answers") if part in sent},
        notice=notice, licence_holder=licence_holder, evidence=evidence, accepted_by=by,
    )  # fmt: skip


@action
def withdraw(*, pack: InstalledPack, by: Actor) -> InstalledPack:
    """Its words are shown no more; scores that came from it stay. Open links to it close. Raises: Refused."""
    by.require(Permission.PACK_INSTALL)
    pack.withdrawn_at = pack.withdrawn_at or clock.now()
    pack.save()
    return pack


def _installed(instrument: str, rater: str) -> list[InstalledPack]:
    """Whatever the language: whoever fills it in is shown one wording."""
    rows = InstalledPack.objects.select_for_update(of=("self",))
    return list(rows.filter(instrument=instrument, rater=rater, withdrawn_at__isnull=True))
