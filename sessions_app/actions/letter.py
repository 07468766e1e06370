"""Letters are prepared, written, looked at and issued. What was issued never changes."""

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.actions import dispatch
from sessions_app.documents.letter import draft_body, left_open
from sessions_app.enums import LetterKind, LetterState, LetterTo
from sessions_app.models import Letter, Referral
from sessions_app.queries import letter as queries
from sessions_app.rules import letter as rules


@action
def prepare(
    *, referral: Referral, kind: LetterKind | str, to: LetterTo | str, by: Actor, addressee: str = ""
) -> Letter:
    """A draft from the template for this reader; the one that is open, if there is one. Raises: Refused."""
    rules.check_can_prepare(referral, by)
    rules.check_reader(kind, to)
    already = queries.open_draft(referral, kind, to)
    if already is not None:
        return already
    addressee = addressee.strip() or queries.addressee_of(referral, to)
    if not addressee:
        raise Refused("Say to which service it goes.", code="addressee", field="addressee")
    body = draft_body(kind, to, queries.told(referral, kind, to))
    author = by if isinstance(by, User) else None
    return Letter.objects.create(referral=referral, kind=kind, to=to, addressee=addressee, body=body, written_by=author)


@action
def write(*, letter: Letter, addressee: str, body: str, by: Actor) -> Letter:
    """Other words. Whoever looked at it before looks at it again. Raises: Refused."""
    rules.check_can_write(letter, by)
    locked = _lock(letter)
    rules.check_can_write(locked, by)
    body = body.replace("\r\n", "\n").strip() + "\n"
    if (locked.addressee, locked.body) != (addressee, body):
        locked.addressee, locked.body, locked.previewed_at = addressee, body, None
        locked.save()
    return locked


@action
def look(*, letter: Letter, by: Actor) -> Letter:
    """Somebody has seen it as its reader will: `letter`, as it was laid out. Of words that a colleague has changed
    meanwhile nobody has seen anything. Raises: Refused."""
    rules.check_can_write(letter, by)
    locked = _lock(letter)
    is_the_same = (locked.addressee, locked.body) == (letter.addressee, letter.body)
    if locked.state == LetterState.DRAFT and is_the_same:
        locked.previewed_at = clock.now()
        locked.save()
    return locked


@action
def issue(*, letter: Letter, by: Actor, agreed: bool = False) -> Letter:
    """It goes as it stands, at once to those who agreed to a way. `agreed`: the school may know all of it.

    Raises: Refused.
    """
    locked = _lock(letter)
    rules.check_can_issue(locked, by, agreed=agreed, left_open=left_open(locked.body))
    locked.state, locked.issued_at = LetterState.ISSUED, clock.now()
    locked.issued_by = by if isinstance(by, User) else None
    locked.save()
    dispatch.send_at_once(letter=locked, by=by)
    return locked


@action
def discard(*, letter: Letter, by: Actor) -> None:
    """A draft that is not wanted. Raises: Refused."""
    locked = _lock(letter)
    rules.check_can_write(locked, by)
    locked.delete()


def _lock(letter: Letter) -> Letter:
    rows = Letter.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "referral__young_person", "referral__team", "referral__school", "referral__request__owner"
    ).get(pk=letter.pk)
