"""The programmes a new service starts with, in our own words. Teams edit them."""

from dataclasses import dataclass

from mhst.people.enums import Skill
from sessions_app.enums import ProgrammeKind as Kind

START = "Goals and starting measures"
EACH = "Goals"
MIDDLE = "Goals; look back together, half-way"
END = "Goals and closing measures; how was it?"


@dataclass(frozen=True)
class Starting:
    """A programme as first offered. `titles` is what each session is about, in order."""

    name: str
    kind: Kind
    summary: str
    minutes: int
    ages: tuple[int, int]
    titles: tuple[str, ...]
    skills: tuple[Skill, ...] = ()
    group: tuple[int, int] = (1, 1)
    facilitators: int = 1

    @property
    def due(self) -> tuple[str, ...]:
        """What is due at each session: measures at both ends, a review in the middle of longer courses."""
        count = len(self.titles)
        middle = count // 2 if count >= 6 else 0
        return tuple(
            START if n == 1 and count > 1 else END if n == count else MIDDLE if n == middle else EACH
            for n in range(1, count + 1)
        )


CATALOGUE = (
    Starting(
        "Managing worry, one to one", Kind.ONE_TO_ONE,
        "For a young person whose worries take up too much room. Together they learn how worry works, try things "
        "out between sessions and keep what helps.",
        50, (11, 18),
        ("What is going on, and what would be better", "How worry keeps itself going", "Worries we can do something about",
         "Worries we cannot", "Trying things out", "Trying bigger things", "Keeping it going"),
        (Skill.ANXIETY,),
    ),
    Starting(
        "Facing fears, one to one", Kind.ONE_TO_ONE,
        "For a young person who avoids something because of fear. They build a ladder of small steps and climb it "
        "at their own pace.",
        50, (11, 18),
        ("What the fear stops", "How avoiding feeds fear", "Building the ladder", "First steps", "Higher steps",
         "Keeping it going"),
        (Skill.ANXIETY,),
    ),
    Starting(
        "Lifting low mood, one to one", Kind.ONE_TO_ONE,
        "For a young person who feels flat and has stopped doing things. Week by week they bring back what matters "
        "to them, in small plans.",
        50, (11, 18),
        ("How things are", "What matters to me", "Mood and doing", "Small plans", "When plans go wrong", "People around me",
         "Keeping it going"),
        (Skill.LOW_MOOD,),
    ),
    Starting(
        "Sleeping better, one to one", Kind.ONE_TO_ONE,
        "Four sessions on what helps and what harms sleep, with a diary and a plan of one's own.",
        45, (11, 18),
        ("My sleep now", "What helps and what harms", "A plan for nights and days", "Keeping it going"),
        (Skill.SLEEP,),
    ),
    Starting(
        "Worry group", Kind.GROUP,
        "A small group that meets for six weeks, learns what worry does and tries out what to do with it. "
        "Nobody has to talk about themselves.",
        50, (11, 14),
        ("Getting to know the group", "How worry works", "Noticing thoughts", "Small brave steps",
         "Solving what can be solved", "Keeping it going"),
        (Skill.ANXIETY, Skill.GROUP_WORK), (4, 8), 2,
    ),
    Starting(
        "Low mood group", Kind.GROUP,
        "Six weeks in a small group for young people who feel low, about doing more of what matters and being kinder "
        "to oneself.",
        50, (13, 18),
        ("Getting to know the group", "Mood and doing", "What matters to me", "Small plans", "Being kinder to myself",
         "Keeping it going"),
        (Skill.LOW_MOOD, Skill.GROUP_WORK), (4, 8), 2,
    ),
    Starting(
        "Feeling good about me group", Kind.GROUP,
        "Six playful meetings for primary children about feelings, friends and what they are good at.",
        45, (7, 11),
        ("All about me", "Naming feelings", "When feelings get big", "Friends", "What I am good at", "Celebrating"),
        (Skill.PRIMARY, Skill.GROUP_WORK), (4, 8), 2,
    ),
    Starting(
        "Moving up to secondary school group", Kind.GROUP,
        "Four meetings for Year 6 children who worry about the move: what will change, what will not and whom to ask.",
        45, (10, 11),
        ("What will change", "Getting around and getting help", "Old friends and new", "My plan for September"),
        (Skill.PRIMARY, Skill.GROUP_WORK), (4, 10), 2,
    ),
    Starting(
        "Exam stress workshop", Kind.WORKSHOP,
        "One lesson for a whole class on what stress does, what helps on the day and where to turn.",
        50, (10, 18), ("Stress and what helps",), (Skill.WORKSHOPS,), (8, 32), 1,
    ),
    Starting(
        "Helping an anxious child, for parents", Kind.PARENT_ONE_TO_ONE,
        "For a parent or guardian of a child of primary age. They learn to help their child face fears in small steps.",
        50, (5, 11),
        ("What is going on", "How fear works", "Helping a child to be brave", "Small steps", "Solving problems together",
         "Keeping it going"),
        (Skill.PARENT_LED,),
    ),
    Starting(
        "Calmer days, for parents", Kind.PARENT_GROUP,
        "Six evenings for parents and guardians of younger children on play, praise, clear rules and calm endings.",
        90, (5, 9),
        ("Playing together", "Noticing the good", "Clear rules", "Staying calm", "When it is hard", "Keeping it going"),
        (Skill.PARENTING, Skill.GROUP_WORK), (4, 10), 2,
    ),
)  # fmt: skip
