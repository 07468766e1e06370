from django.db import models


class OrganisationKind(models.TextChoices):
    NHS = "nhs", "NHS trust or provider"
    COUNCIL = "council", "Council"
    CHARITY = "charity", "Charity or community organisation"
    COMPANY = "company", "Company or social enterprise"
    COMMISSIONER = "commissioner", "Commissioner"


class TeamKind(models.TextChoices):
    MHST = "mhst", "Mental health support team"
    CAMHS = "camhs", "Specialist CAMHS"
    COUNSELLING = "counselling", "Online counselling"
    LINK_WORK = "link_work", "Social prescribing"
    CARERS = "carers", "Carers' service"
    STAFF_SUPPORT = "staff_support", "Staff support"


class Phase(models.TextChoices):
    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all_through", "All-through"
    SIXTEEN_PLUS = "sixteen_plus", "16 plus"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class SchoolGender(models.TextChoices):
    """Whom a school takes, as the national register says it."""

    MIXED = "mixed", "Girls and boys"
    GIRLS = "girls", "Girls"
    BOYS = "boys", "Boys"
    NOT_KNOWN = "", "Not known"


class SchoolStatus(models.TextChoices):
    """GIAS's four states of an establishment."""

    OPEN = "open", "Open"
    CLOSING = "closing", "Open, but proposed to close"
    CLOSED = "closed", "Closed"
    PROPOSED = "proposed", "Proposed to open"


class LinkKind(models.TextChoices):
    SUCCESSOR = "successor", "Successor"
    PREDECESSOR = "predecessor", "Predecessor"


class DayKind(models.TextChoices):
    """Why a date inside a term is not an ordinary school day."""

    HALF_TERM = "half_term", "Half-term"
    INSET = "inset", "INSET day"
    CLOSURE = "closure", "School closed"
    EXTRA_HOLIDAY = "extra_holiday", "Extra bank holiday"
    EARLY_FINISH = "early_finish", "Early finish"
    EXAM = "exam", "Exams"
    MOCK_EXAM = "mock_exam", "Mock exams"
    TRIP = "trip", "Trip or day off timetable"
    OPEN = "open", "Open after all"


#: On these the school is shut: nobody is seen there.
SHUT = frozenset({DayKind.HALF_TERM, DayKind.INSET, DayKind.CLOSURE, DayKind.EXTRA_HOLIDAY})
#: On these the school is open, but the year groups named are busy.
BUSY = frozenset({DayKind.EXAM, DayKind.MOCK_EXAM, DayKind.TRIP})
#: What a person reads when a date is shut or a year group is busy.
SPOKEN: dict[str, str] = {
    DayKind.HALF_TERM: "half-term",
    DayKind.INSET: "INSET day",
    DayKind.CLOSURE: "school closed",
    DayKind.EXTRA_HOLIDAY: "an extra bank holiday",
    DayKind.EXAM: "exams",
    DayKind.MOCK_EXAM: "mock exams",
    DayKind.TRIP: "a trip or day off timetable",
}


class Week(models.TextChoices):
    EVERY = "", "Every week"
    A = "A", "Week A"
    B = "B", "Week B"


class Weekday(models.IntegerChoices):
    """As Python counts them: Monday is 0."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"


class PeriodKind(models.TextChoices):
    REGISTRATION = "registration", "Registration"
    LESSON = "lesson", "Lesson"
    BREAK = "break", "Break"
    LUNCH = "lunch", "Lunch"
    AFTER_SCHOOL = "after_school", "After school"
