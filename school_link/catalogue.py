"""What is asked about each CASCADE domain, and the levels a new cohort starts with. In our own words throughout.

The framework itself is by M. Wolpert, CAMHS Press; its descriptors are not reproduced here.
"""

from dataclasses import dataclass

from school_link.enums import Domain


@dataclass(frozen=True)
class Asked:
    """A domain with its letter and the question people think about."""

    domain: Domain
    letter: str
    question: str


ASKED = (
    Asked(Domain.CLARITY, "C", "Does everybody know who does what, and where their part ends?"),
    Asked(Domain.CONTACT, "A", "Is there a person with a name on each side whom the other can ask?"),
    Asked(Domain.STRUCTURES, "S", "Are there set times and ways to plan and work together?"),
    Asked(Domain.OUTCOMES, "C", "Do schools and services look at the same signs of getting better?"),
    Asked(Domain.LEARNING, "A", "Do people keep learning, and pass on what goes well?"),
    Asked(Domain.ACCESS, "D", "Does a young person get help soon, without being passed around?"),
    Asked(Domain.EVIDENCE, "E", "Is what is offered known to help, and is it offered as it was meant?"),
)
#: From the lowest up. A cohort keeps its own, so that both its workshops are read on one scale.
LEVELS = ("Not there yet", "In some places", "In most places", "Works well everywhere")


def levels() -> list[str]:
    """A new cohort's own copy."""
    return list(LEVELS)
