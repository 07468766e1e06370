"""What can be of consultations, workshops, plans and threads."""

import datetime as dt

from django.db import models

# Consultations


class ConsultationState(models.TextChoices):
    """Where a consultation stands."""

    DRAFT = "draft", "Being written"
    WITH_LEAD = "with_lead", "With the school's lead, who sends it"
    WAITING = "waiting", "Waiting for a specialist"
    TAKEN = "taken", "With a specialist"
    AGREED = "agreed", "Advice agreed by both sides"
    CLOSED = "closed", "Finished"
    WITHDRAWN = "withdrawn", "Withdrawn by the school"
    LAPSED = "lapsed", "Ended by itself"


_C = ConsultationState
CONSULTATION_MOVES: dict[ConsultationState, frozenset[ConsultationState]] = {
    _C.DRAFT: frozenset({_C.WITH_LEAD, _C.WAITING}),
    _C.WITH_LEAD: frozenset({_C.WAITING}),
    _C.WAITING: frozenset({_C.TAKEN, _C.WITHDRAWN, _C.LAPSED}),
    _C.TAKEN: frozenset({_C.WAITING, _C.AGREED, _C.WITHDRAWN, _C.LAPSED}),
    _C.AGREED: frozenset({_C.TAKEN, _C.CLOSED, _C.LAPSED}),
    _C.CLOSED: frozenset(),
    _C.WITHDRAWN: frozenset(),
    _C.LAPSED: frozenset({_C.CLOSED}),
}

#: Nobody but its school knows of these.
UNSENT = (_C.DRAFT, _C.WITH_LEAD)
#: Sent and not over.
GOING_ON = (_C.WAITING, _C.TAKEN, _C.AGREED)
OVER = (_C.CLOSED, _C.WITHDRAWN, _C.LAPSED)


class ConsultationUrgency(models.TextChoices):
    """When an answer is needed. The school's own word; nobody works it out for them."""

    TODAY = "today", "Urgent: today"
    ROUTINE = "routine", "Routine: within the days that the specialist team has set"


class ConsultationTheme(models.TextChoices):
    """What it is about, for counting. Names a concern, never a person."""

    ANXIETY = "anxiety", "Worry, fears or panic"
    LOW_MOOD = "low_mood", "Low mood"
    SELF_HARM = "self_harm", "Self-harm or suicidal thoughts"
    EATING = "eating", "Eating and body"
    ATTENDANCE = "attendance", "Not coming to school"
    BEHAVIOUR = "behaviour", "Behaviour and big feelings"
    NEURODIVERGENT = "neurodivergent", "Neurodivergent needs"
    LOSS = "loss", "Loss, trauma or change"
    FAMILY = "family", "Family and friends"
    OTHER = "other", "Something else"


class Side(models.TextChoices):
    """Which side of a consultation somebody is on."""

    SCHOOL = "school", "School"
    SPECIALIST = "specialist", "Specialist team"


#: Up to this minute of a working day something urgent is answered the same day, and answers are due by the other.
URGENT_UNTIL, DUE_BY = 15 * 60, 17 * 60
#: So long an invited colleague may come in, unless the invitation says less.
INVITED_FOR = dt.timedelta(hours=2)


class AdviceKind(models.TextChoices):
    """The parts of the advice, in the order of the page."""

    UNDERSTAND = "understand", "What we understand"
    TRY = "try", "What to try"
    RISK = "risk", "How we see risk, in words"
    NEXT = "next", "The next step"
    WHO = "who", "Who does what by when"


#: So long a part is held for whoever writes it, from when their page was last heard of.
HELD_FOR = dt.timedelta(seconds=60)
#: What nobody has touched for so long and not both have signed is chased.
CHASED_AFTER = dt.timedelta(days=1)
#: The sentence under every piece of advice.
RESPONSIBILITY = (
    "This is advice to a professional. Responsibility for the young person stays with the school until a referral is "
    "accepted."
)


class NamedBecause(models.TextChoices):
    """Why it may be said who a consultation was about."""

    AGREED = "agreed", "The young person, or their parent or guardian, agrees"
    SAFEGUARDING = "safeguarding", "Safeguarding: somebody may be harmed, and asking first could make it worse"


class WhatHappened(models.TextChoices):
    """What came of the advice."""

    IN_SCHOOL = "in_school", "Went on in school"
    SUPPORT_TEAM = "support_team", "The mental health support team helps"
    SPECIALIST = "specialist", "Referred to specialist CAMHS"
    SAFEGUARDING = "safeguarding", "Went the way of safeguarding"
    ELSEWHERE = "elsewhere", "Somebody else helps"
    NOT_NEEDED = "not_needed", "No help was needed any more"
    NOT_YET = "not_yet", "Too early to say: ask again"


#: From when to when after the agreement the school is asked what happened.
ASKED_AFTER, ASKED_AGAIN_AFTER = dt.timedelta(weeks=4), dt.timedelta(weeks=6)


class ExcerptState(models.TextChoices):
    """Where a piece of advice stands on its way into the library."""

    OFFERED = "offered", "One side agrees"
    AGREED = "agreed", "Both sides agree; waits for a second reader"
    CLEARED = "cleared", "In the library"
    KEPT_OUT = "kept_out", "Kept out by the second reader"
    REMOVED = "removed", "Taken out of the library again"


_E = ExcerptState
EXCERPT_MOVES: dict[ExcerptState, frozenset[ExcerptState]] = {
    _E.OFFERED: frozenset({_E.AGREED}),
    _E.AGREED: frozenset({_E.OFFERED, _E.CLEARED, _E.KEPT_OUT}),
    _E.CLEARED: frozenset({_E.REMOVED}),
    _E.KEPT_OUT: frozenset(),
    _E.REMOVED: frozenset(),
}


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
