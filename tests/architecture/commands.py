"""Which role may send which frame in which kind of conversation, written out. docs/commands.md is written from it, and
`tests/integration/realtime/test_commands.py` tries every cell."""

from mhst.access.enums import RoleName
from mhst.access.roles import roles_with
from mhst.core.permissions import Permission
from realtime.rules.kind import KINDS

YOUNG, COUNSELLOR, MODERATOR = {RoleName.YOUNG_PERSON}, {RoleName.COUNSELLOR}, {RoleName.MODERATOR}
LEADS = {RoleName.SUPERVISOR, RoleName.TEAM_MANAGER, RoleName.SAFEGUARDING_LEAD}
NOBODY: set[RoleName] = set()
#: Whom each side of a consultation can name, and who can be asked to a workshop.
NAMED = {
    RoleName.SCHOOL_STAFF, RoleName.SENIOR_MENTAL_HEALTH_LEAD, RoleName.DESIGNATED_SAFEGUARDING_LEAD,
    RoleName.CAMHS_SPECIALIST, RoleName.SUPERVISOR, RoleName.TEAM_MANAGER,
}  # fmt: skip
ASKED = {role.name for role in roles_with(Permission.LINK_VIEW)}

#: What is sent, in words, and the frames of it.
COMMANDS = {
    "follow": "`hello`, `seen`, `typing`",
    "read": "`read`",
    "say": "`send` to everybody",
    "whisper": "`send` to colleagues",
    "withdraw": "`withdraw`, of one's own words",
    "decide": "`decide`",
    "moment": "`moment`",
    "leave": "`leave`",
}


def _alone(
    staff: set[RoleName], *, say: set[RoleName], decide: set[RoleName] = NOBODY, young: set[RoleName] = YOUNG
) -> dict[str, set[RoleName]]:
    """Whoever is in it may do these; what differs is who speaks to everybody, and who decides about posts."""
    everybody = young | staff
    return {
        "follow": everybody, "read": staff, "say": say, "whisper": staff, "withdraw": everybody, "decide": decide,
        "moment": everybody, "leave": everybody,
    }  # fmt: skip


#: By kind of conversation, and by what is sent.
ALLOWED: dict[str, dict[str, set[RoleName]]] = {
    "one_to_one": _alone(COUNSELLOR | LEADS, say=YOUNG | COUNSELLOR),
    "chat": _alone(COUNSELLOR | LEADS, say=YOUNG | COUNSELLOR) | {"leave": YOUNG | LEADS},  # who helps does not
    "letters": _alone(COUNSELLOR | LEADS, say=YOUNG | COUNSELLOR | LEADS),
    "group_room": _alone(MODERATOR | LEADS, say=YOUNG | MODERATOR | LEADS, decide=MODERATOR | LEADS),
    "consultation": _alone(NAMED, say=NAMED, young=NOBODY),
    "workshop": _alone(ASKED, say=ASKED, young=NOBODY),
}


def page() -> str:
    """A table for each kind of conversation there is."""
    parts = [
        "# Who may send what\n",
        "Which role may send which frame of the [protocol](protocol.md) in which kind of conversation. Every cell is",
        "tried by a test. A role alone is never enough: whoever sends is in the conversation, for everybody to see,",
        "and the team that answers for it is theirs. Roles that are not named may send nothing.\n",
        "This page is written from the code by `make fix`; a test compares them.\n",
    ]
    for kind, allowed in ALLOWED.items():
        roles = [role for role in RoleName if role in allowed["follow"]]
        parts += [f"## `{kind}`\n", *_notes(kind)]
        parts += [f"| | {' | '.join(role.label for role in roles)} |", f"|---|{'---|' * len(roles)}"]
        for command, words in COMMANDS.items():
            cells = ("yes" if role in allowed[command] else "" for role in roles)
            parts.append(f"| {words} | {' | '.join(cells)} |")
        parts.append("")
    return "\n".join(parts)


def _notes(kind: str) -> list[str]:
    if KINDS[kind].one_helps:
        return ["Of counsellors only who helps now speaks to everybody, and who helped before to say goodbye.\n"]
    if KINDS[kind].holds_posts:
        return ["What a young person sends waits until somebody decides about it.\n"]
    return LINK.get(kind, [])


LINK = {
    "consultation": ["Named people only: who asked, who answers, and whom one of them has invited until a time.\n"],
    "workshop": ["Whom the host has asked to take part. Its page shows ratings and no words.\n"],
}
