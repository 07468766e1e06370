"""When it may be said who a consultation was about, and what happened."""

from typing import Any

from mhst.core import clock
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from school_link.enums import ASKED_AFTER, ConsultationState, WhatHappened
from school_link.rules.consultation import check_asks

S = ConsultationState
#: Of these it may be said who it is, once somebody has answered.
KNOWN = frozenset({S.TAKEN, S.AGREED, S.CLOSED, S.LAPSED})


def check_can_name(one: Any, by: Any, is_named: bool) -> None:
    """The school's lead, once somebody answers. Raises: Refused, Conflict."""
    check_asks(one, by)
    if not is_known(one):
        raise Refused("It can be said who it is once a specialist answers.", code="too-early")
    if is_named:
        raise Conflict("It has been said already who it is.", code="named")


def is_known(one: Any) -> bool:
    """Whether a specialist has answered, so that it can be said who it is."""
    return one.state in KNOWN and one.holder_id is not None


def check_can_take_back(one: Any, by: Any, naming: Any, seen: str) -> None:
    """Whoever may name says that it was the wrong person; `seen` is the naming that they mean, so that a page from
    before takes back no other. Raises: Refused, Conflict."""
    check_asks(one, by)
    if naming is None or str(naming.pk) != seen:
        raise Conflict("It has been taken back already. Look at where it stands now.", code="not-named")


def check_why_wrong(because: str) -> None:
    """Raises: Refused."""
    if not because.strip():
        raise Refused("Say how it was found to be the wrong person.", code="reason", field="because")


def check_can_ask_for_support(one: Any, by: Any, is_named: bool) -> None:
    """The school's lead, once it is said who it is. Raises: Refused."""
    check_asks(one, by)
    if not is_named:
        raise Refused("Say first who it is.", code="not-named")


def check_pupil(one: Any, pupil: Any, by: Any) -> None:
    """Raises: Refused unless the pupil is of this school and for the lead to see."""
    if pupil.school_id != one.school_id or not by.can(Permission.PUPIL_VIEW, pupil):
        raise Refused("Choose a pupil of this school.", code="pupil", field="pupil")


def check_reason(words: str) -> None:
    """Raises: Refused."""
    if not words.strip():
        raise Refused("Say who agreed and how, or what the danger is.", code="reason", field="words")


def check_can_tell(one: Any, by: Any) -> None:
    """The school's lead, from the agreement until it is finished; also when it has ended by itself meanwhile. Raises:
    Refused, Conflict."""
    check_asks(one, by)
    if not is_untold(one):
        raise Conflict("What happened is told after advice was agreed, and stands once it is finished.", code="told")


def is_untold(one: Any) -> bool:
    """Whether it can be said what came of it: advice was agreed, and it is not finished."""
    return one.state == S.AGREED or (one.state == S.LAPSED and one.agreed_at is not None)


def check_outcome(one: Any, outcome: str) -> None:
    """Of what has ended by itself nobody asks again. Raises: Refused."""
    if one.state == S.LAPSED and outcome == WhatHappened.NOT_YET:
        raise Refused(
            "This has ended, and nobody asks again. Say what came of it as far as you know.",
            code="not-asked-again", field="outcome",
        )  # fmt: skip


def check_told_seen(before: Any, seen: str) -> None:
    """Raises: Refused when somebody has told meanwhile what whoever tells has not read."""
    if before is not None and before.version != seen:
        raise Refused(
            f"{before.told_by.name} has said meanwhile: {before.get_outcome_display()}. "
            "Send yours again to say it instead.",
            code="told-meanwhile",
        )


def is_last_word(one: Any, outcome: str) -> bool:
    """Whether it is known by now what came of it. What is said sooner is asked about again."""
    return outcome != WhatHappened.NOT_YET and one.agreed_at + ASKED_AFTER <= clock.now()
