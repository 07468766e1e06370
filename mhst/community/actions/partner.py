"""Partner organisations: added, changed, no longer asked."""

from collections.abc import Sequence

from mhst.audit.recording import action
from mhst.community.models import Partner
from mhst.community.rules import partner as rules
from mhst.core import clock
from mhst.core.actors import Actor


@action
def add(
    *, name: str, kinds: Sequence[str], email: str, answer_days: int, about: str = "", phone: str = "",
    provider: int | None = None, by: Actor,
) -> Partner:  # fmt: skip
    """`provider` is whose entries in the directory are theirs. Raises: Refused."""
    partner = Partner(
        name=name, kinds=list(kinds), email=email, answer_days=answer_days, about=about, phone=phone,
        provider_id=provider,
    )  # fmt: skip
    rules.check_partner(partner, by)
    partner.save()
    return partner


@action
def change(
    *, partner: Partner, name: str, kinds: Sequence[str], email: str, answer_days: int, about: str = "",
    phone: str = "", provider: int | None = None, by: Actor,
) -> None:  # fmt: skip
    """Raises: Refused."""
    partner.name, partner.kinds, partner.about = name, list(kinds), about
    partner.email, partner.phone, partner.answer_days = email, phone, answer_days
    partner.provider_id = provider
    rules.check_partner(partner, by)
    partner.save()


@action
def end(*, partner: Partner, by: Actor) -> None:
    """Nobody new is referred to them. What they have been asked goes on. Raises: Refused."""
    rules.check_can_keep(by)
    partner.ended_on = clock.today()
    partner.save()


@action
def bring_back(*, partner: Partner, by: Actor) -> None:
    """Raises: Refused."""
    rules.check_can_keep(by)
    partner.ended_on = None
    partner.save()
