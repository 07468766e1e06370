"""What people were told before they answered, by version. Old versions stay: decisions point at them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Three plain sentences, at a reading age of about ten."""

    version: str
    sentences: tuple[str, str, str]


_ALL = (
    Wording(
        "2026-09",
        (
            "What you tell us stays private inside our team.",
            "We only tell someone else if we are worried that you or another person could be badly hurt.",
            "If that happens, we try to tell you first, and to agree with you who we tell and what we say.",
        ),
    ),
)

WORDINGS = {wording.version: wording for wording in _ALL}
CURRENT = _ALL[-1]

#: What each kind of consent means, as it is asked. The three sentences come first.
QUESTIONS = {
    "to_be_seen": "Somebody from the team may meet them, alone or in a group, during the school day.",
    "share_with_school": "The team may tell named school staff how they can help, and what helps in lessons.",
    "share_with_parent": "The team may tell a parent or guardian how things are going. The young person decides this.",
    "share_with_gp": "The team may write to the GP or to specialist services about the help that was given.",
    "recording": "A session may be recorded, so that the practitioner can learn from it with a supervisor.",
    "contact": "The team may ring, write or text, in the way and at the times that were agreed.",
    "share_with_partner": (
        "The team may tell one partner service how to reach them, and why, in words that were agreed. It is asked anew "
        "for each service."
    ),
    "link_worker": (
        "The team may tell a link worker how to reach them, and why. A link worker finds out with them what matters, "
        "and goes with them to where it is."
    ),
    "known_as_carer": (
        "Those who were named may know that they help look after someone. Nobody else does, and no page of the school "
        "says so unless they want it."
    ),
    "feedback": "The team may ask afterwards what was good and what should change.",
}

#: What a practitioner makes sure of before recording that somebody under 16 decided by themselves.
COMPETENCE = {
    "what": "They understand what the support is",
    "why": "They understand why it is offered",
    "how": "They understand what happens in sessions and between them",
    "else": "They understand what else there is, and what happens if they do nothing",
    "private": "They understand what stays private and what would be shared",
    "free": "They can weigh this up, say what they want, and are under nobody's pressure",
}
