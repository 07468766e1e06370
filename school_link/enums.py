"""What can be of the link programme."""

from django.db import models

# cohort, workshop, rating, action plan


class Sector(models.TextChoices):
    """Whose view somebody brings to a workshop."""

    EDUCATION = "education", "Education"
    HEALTH = "health", "Health"


class WorkshopState(models.TextChoices):
    PLANNED = "planned", "Planned"
    RATING = "rating", "Each rates alone"
    REVEALED = "revealed", "All ratings are shown"
    CLOSED = "closed", "Over"


_W = WorkshopState
WORKSHOP_MOVES: dict[WorkshopState, frozenset[WorkshopState]] = {
    _W.PLANNED: frozenset({_W.RATING}),
    _W.RATING: frozenset({_W.REVEALED}),
    _W.REVEALED: frozenset({_W.CLOSED}),
    _W.CLOSED: frozenset(),
}

#: In these everybody's ratings are shown.
SHOWN_IN = frozenset({_W.REVEALED, _W.CLOSED})


class PlanState(models.TextChoices):
    TO_DO = "to_do", "Not begun"
    DOING = "doing", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Given up"


#: Points of a plan that are looked at again.
OPEN_POINTS = (PlanState.TO_DO, PlanState.DOING)


class Domain(models.TextChoices):
    """The seven CASCADE domains, each in our own words. What is asked about each is in `catalogue`."""

    CLARITY = "clarity", "Clear roles"
    CONTACT = "contact", "Agreed contacts"
    STRUCTURES = "structures", "Planning together"
    OUTCOMES = "outcomes", "Measuring the same things"
    LEARNING = "learning", "Learning from each other"
    ACCESS = "access", "Quick ways to help"
    EVIDENCE = "evidence", "What is known to work"


# thread


class ThreadKind(models.TextChoices):
    """What a school and a specialist team write to each other about. Never a child."""

    THEME = "theme", "A theme we both see"
    PATHWAY = "pathway", "A problem on the way to help"
    THANKS = "thanks", "Thanks"


#: Nobody owes an answer to these.
ANSWERED_BY_NOBODY = (ThreadKind.THANKS,)


class ThreadState(models.TextChoices):
    OPEN = "open", "Waits for an answer"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


_T = ThreadState
THREAD_MOVES: dict[ThreadState, frozenset[ThreadState]] = {
    _T.OPEN: frozenset({_T.ANSWERED, _T.CLOSED}),
    _T.ANSWERED: frozenset({_T.OPEN, _T.CLOSED}),
    _T.CLOSED: frozenset({_T.OPEN, _T.ANSWERED}),
}
