"""What a programme may be, and what a change to it must leave alone."""

from dataclasses import asdict, dataclass
from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.rules.practitioner import check_skills
from sessions_app.enums import GROUP_KINDS, ProgrammeKind
from sessions_app.models import Programme
from sessions_app.models.programme import LARGEST_GROUP, OLDEST, YOUNGEST
from sessions_app.queries import programme as queries

MINUTES = range(15, 185, 5)
MOST_SESSIONS, MOST_FACILITATORS = 20, 4
LONGEST_NAME, LONGEST_SUMMARY, LONGEST_TITLE, LONGEST_DUE = 120, 600, 120, 200


@dataclass(frozen=True)
class Description:
    """A programme as somebody writes it. The plan says of each session what it is about, and what is due then."""

    name: str
    kind: str
    summary: str
    session_minutes: int
    youngest: int
    oldest: int
    smallest_group: int
    largest_group: int
    facilitators: int
    skills: tuple[str, ...]
    plan: tuple[tuple[str, str], ...]

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the programme itself."""
        given = asdict(self) | {"skills": list(self.skills), "session_count": len(self.plan)}
        del given["plan"]
        return given


def check_can_edit(by: Actor) -> None:
    by.require(Permission.PROGRAMME_EDIT)


def check_description(wanted: Description) -> None:
    """Raises: Refused, naming the first field that cannot be so."""
    _check_words("name", wanted.name, LONGEST_NAME, "the name of the programme")
    _check_words("summary", wanted.summary, LONGEST_SUMMARY, "what the programme is")
    if wanted.session_minutes not in MINUTES:
        raise _wrong("session_minutes", "A session lasts from 15 to 180 minutes, in steps of five.")
    if not YOUNGEST <= wanted.youngest <= wanted.oldest <= OLDEST:
        raise _wrong("oldest", f"Ages go from {YOUNGEST} to {OLDEST}, and the oldest is not below the youngest.")
    if not 1 <= wanted.facilitators <= MOST_FACILITATORS:
        raise _wrong("facilitators", f"From 1 to {MOST_FACILITATORS} practitioners hold a session.")
    _check_group(wanted)
    check_skills(wanted.skills)
    _check_plan(wanted.plan)


def check_name(name: str, *, itself: Programme | None = None) -> None:
    """Raises: Refused when another programme in use has this name, in whatever capitals."""
    others = Programme.objects.filter(is_offered=True, name__iexact=name.strip())
    if others.exclude(pk=itself.pk if itself else None).exists():
        raise name_taken(name)


def name_taken(name: str) -> Refused:
    return _wrong("name", f"There is a programme in use called {name.strip()}. Give this one another name.")


def check_change(programme: Programme, wanted: Description) -> None:
    """Raises: Refused for what those who are in the middle of it, or in past figures, would feel."""
    if wanted.kind != programme.kind and queries.was_used(programme):
        raise _wrong("kind", f"{programme} has been used, so it stays what it is. Add a programme of the other kind.")
    if wanted.facilitators != programme.facilitators and queries.running(programme):
        raise _wrong(
            "facilitators",
            f"{programme} is running: the number of practitioners can change when no run of it is left. Until then, "
            "add a programme of your own beside it.",
        )


def check_unchanged(seen: Programme, now: Programme) -> None:
    """Raises: Conflict when somebody changed the programme since this page was opened."""
    if seen.version != now.version:
        raise Conflict(
            f"Somebody has changed {now} in the meantime. What you typed is still here: look at the programme in "
            "another tab, then save again if yours is to stand.",
            code="changed",
        )


def check_can_retire(programme: Programme, by: Actor) -> None:
    check_can_edit(by)
    if not programme.is_offered:
        raise Refused(f"{programme} is retired already.", code="state")


def check_can_bring_back(programme: Programme, by: Actor) -> None:
    check_can_edit(by)
    if programme.is_offered:
        raise Refused(f"{programme} is in use already.", code="state")
    check_name(programme.name, itself=programme)


def _check_group(wanted: Description) -> None:
    if wanted.kind not in ProgrammeKind.values:
        raise _wrong("kind", "Choose the kind of programme.")
    smallest, largest = wanted.smallest_group, wanted.largest_group
    if wanted.kind not in GROUP_KINDS and (smallest, largest) != (1, 1):
        raise _wrong("largest_group", "1:1 is for one at a time: make the smallest and the largest group 1.")
    if wanted.kind in GROUP_KINDS and not 2 <= largest <= LARGEST_GROUP:
        raise _wrong("largest_group", f"The largest group is from 2 to {LARGEST_GROUP} people.")
    if not 1 <= smallest <= largest:
        raise _wrong("smallest_group", "The smallest group is from 1 to as many as the largest.")


def _check_plan(plan: tuple[tuple[str, str], ...]) -> None:
    if not 1 <= len(plan) <= MOST_SESSIONS:
        raise _wrong("session_count", f"A programme has from 1 to {MOST_SESSIONS} sessions.")
    for number, (title, due) in enumerate(plan, start=1):
        _check_words(f"title_{number}", title, LONGEST_TITLE, f"what session {number} is about")
        if len(due) > LONGEST_DUE:
            raise _wrong(f"due_{number}", f"Say what is due at session {number} in {LONGEST_DUE} characters or fewer.")


def _check_words(field: str, words: str, longest: int, what: str) -> None:
    if not 1 <= len(words.strip()) <= longest:
        raise _wrong(field, f"Say {what}, in {longest} characters or fewer.")


def _wrong(field: str, sentence: str) -> Refused:
    return Refused(sentence, code=field.replace("_", "-"), field=field)
