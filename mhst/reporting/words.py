"""What the values of published tables are called, and what is said beside every figure."""

from collections.abc import Iterable

from mhst.core.disclosure.declared import ENDINGS_CHANGE, ENDINGS_KEYS
from mhst.core.disclosure.declared_consultations import KEYS
from mhst.core.disclosure.declared_whole_school import KEYS as WHOLE_SCHOOL_KEYS
from mhst.core.disclosure.dimensions import FIRST_SEEN
from school_link.enums import ConsultationTheme

VALUES = {
    "all": "All",
    "female": "Girls and young women",
    "male": "Boys and young men",
    "another": "Non-binary, or described another way",
    "not_said": "Not said or not known",
    "another_or_not_said": "Another gender, or not said",
    "everyone_else": "Everyone else",
    "weekday_daytime": "Weekdays, 9am to 5pm",
    "weekday_evening": "Weekday evenings, 5pm to 10pm",
    "weekday_overnight": "Weekday nights, 10pm to 9am",
    "weekend": "Weekends",
    "evenings_and_weekends": "Evenings and weekends",
    "other_times": "All other times",
    "out_of_office_hours": "Out of office hours",
    "under_11": "Under 11",
    "11_to_13": "11 to 13",
    "14_to_15": "14 and 15",
    "16_to_17": "16 and 17",
    "18_and_over": "18 and over",
    "11_to_15": "11 to 15",
    "16_and_over": "16 and over",
    "under_16": "Under 16",
    "white": "White",
    "asian": "Asian or Asian British",
    "black": "Black or Black British",
    "mixed": "Mixed or multiple ethnic groups",
    "other_group": "Any other ethnic group",
    "all_other_groups": "Asian, Black, mixed and any other ethnic group",
    "one_to_one": "1:1, in person",
    "in_a_group": "In a group",
    "online": "Online: chats, messages and group rooms",
    "consultation": "Consultations",  # in quarters published before these were counted apart
    "in_person": "In person, 1:1 or in a group",
    "first_seen": "First seen after a request",
    "within_4_weeks": "Within 4 weeks of it",
    "4_to_12_weeks": "After 4 to 12 weeks",
    "over_12_weeks": "After more than 12 weeks",
    "over_4_weeks": "After 4 weeks or more",
    "seen_before": "Seen before, or without a request",
    "worry_mood_or_loss": "Worry, low mood or loss",
    "self_harm_or_eating": "Self-harm or eating",
    "school_life": "Attendance, behaviour or neurodivergent needs",
    "family_or_else": "Family, friends or something else",
    "answered_in_time": "Advice agreed by the time that was promised",
    "answered_later": "Agreed later, or not yet",
    "talked_live": "Talked live",
    "up_to_15_minutes": "Talked live up to 15 minutes",
    "15_to_30_minutes": "Talked live 15 to 30 minutes",
    "over_30_minutes": "Talked live more than 30 minutes",
    "no_live_talk": "Without a live talk",
    "advice_agreed": "Advice agreed by both",
    "stayed_in_school": "Advice agreed; went on in school",
    "went_on": "Advice agreed; went on to other help",
    "not_told": "Advice agreed; what happened is not told yet",
    "without_advice": "No advice agreed yet, or withdrawn",
    "for_worry_or_fears": "Worry, anxiety or fears",
    "for_low_mood": "Low mood",
    "for_self_harm_or_eating": "Self-harm or eating",
    "for_behaviour_or_relationships": "Behaviour, friends or family",
    "for_neurodevelopment": "Neurodevelopment",
    "for_something_that_happened": "Something that happened, or living with a health condition",
    "reason_not_known": "Without a request, or not said",
    "for_worry_or_low_mood": "Worry, anxiety, fears or low mood",
    "for_another_reason": "Any other reason",
    "support_ended": "Support ended",
    "asked_twice": "Of these, asked at the beginning and at the end",
    "not_asked_twice": "Of these, not asked twice",
    "goes_on": "Support goes on, or is without a request",
    "better": "Reliably better",
    "about_the_same": "No reliable change",
    "worse": "Reliably worse",
    "not_better": "No reliable change, or worse",
    "an_ending": "Support ended",
    "ended_asked_twice": "Of these, asked at the beginning and at the end",
    "ended_not_asked_twice": "Of these, not asked twice",
    "ended_better": "Reliably better",
    "ended_about_the_same": "No reliable change",
    "ended_worse": "Reliably worse",
    "ended_not_better": "No reliable change, or worse",
    "ended_as_planned": "As planned, or nothing more was needed",
    "ended_by_stopping": "They stopped: were not brought, asked to stop or did not want to be seen",
    "ended_by_moving_on": "Moved away, goes on elsewhere, or not known",
    "ended_otherwise": "Otherwise",
    "up_to_10_came": "Up to 10 came",
    "11_to_30_came": "11 to 30 came",
    "over_30_came": "More than 30 came",
    "up_to_30_came": "Up to 30 came",
    "No school": "No school, or one no longer served",  # as `queries/area.py` calls it, and has published it
    "No school known": "No school known, or one no longer served",
    **dict(ConsultationTheme.choices),
}
DIMENSIONS = {"month": "Month", "place": "School", "gender": "Gender", "time": "Time of the week"} | {
    "age": "Age", "ethnicity": "Ethnic group", "help": "Sort of help", "wait": "Wait",
    "theme": "About", "answer": "Answered", "outcome": "What came of it",
    "talk": "Live talk", "reason": "What they came for", "ended": "Support", "ending": "Support",
    "size": "How many came",
}  # fmt: skip
PARTS = {"day": "9am to 5pm", "evening": "5pm to 10pm", "night": "10pm to 9am"}
HIDDEN = "not shown"
#: Nothing was published of it, or nothing that this reader may read.
NO_FIGURES = "no figures"
#: Of a quarter that told of endings among those seen alone.
OTHERWISE_COUNTED = "counted otherwise"
#: Where months, or a period and those before it, are side by side.
OTHERWISE = "in another line"
#: Lines beside those whom a table's shares are of, and what stands for their share.
OUTSIDE, NOT_OF_THESE = {FIRST_SEEN: {"seen_before"}}, "not of these"

PEOPLE = (
    "Young people, each counted once in every figure, however often they came. Somebody who came at two times of the "
    "week is in both, and once in the whole, so figures need not add up."
)
ACCOUNTS = (
    "Accounts of young people, each counted once in every figure, however often they came. The service asks for no "
    "name: somebody who registers twice is counted twice. Whoever came at two times of the week is in both, and once "
    "in the whole, so figures need not add up."
)
TEAMS = (
    "Each team counts for itself: whoever two teams saw is in the total of each, so totals of two teams are not to be "
    "added up."
)
TIMES = (
    "Times are those of the clock in London. Out of office hours is all but weekdays from 9am to 5pm; evenings and "
    "weekends leaves out weekday nights too. Before 9am is night here, so breakfast clubs count there. Bank "
    "holidays count as the day of the week they fall on, so from Monday to Friday they have office hours too."
)
AGES = "Age is that on the last day of the quarter."
ETHNIC_GROUPS = "The five groups of the census, by what young people or their parents said; many were not asked yet."
HELPS = (
    "In person is the first function of a mental health support team. Its third, advice to schools, is about somebody "
    "who is not named, and is counted apart as consultations. Its second, work with whole schools, is with nobody in "
    "particular, and is counted apart by sessions."
)
WAITS = (
    "From the day of a request to this service to the day on which they were first seen, for those first seen in this "
    "quarter; those who still wait are not in it. Four weeks is the national aim, and shares are of those first seen."
)
CONSULTATIONS = (
    "Consultations: what schools served by this team asked specialists about a young person whom they did not name. "
    "Each is counted once, by the school that asked and the day on which it was sent, also where it was withdrawn "
    "later. They are no part of the figures about young people. Advice counts once both sides have signed it. "
    "Live talk is from word to word in the room, where several wrote and no more than ten minutes lay between."
)
REASONS = (
    "What the request said that they came for first. Whoever came without a request, as everybody does online and some "
    "do to a group, is told of as without one. Reasons that few have stand together."
)
RELIABLY = (
    "Reliably better or worse is more than chance would make, by the national rule: something that they filled in at "
    "the beginning and at the end changed by more than its published threshold, and for better nothing else got worse; "
    "where they filled in nothing twice, what a parent did. It tells what changed, not why."
)
#: Of quarters that were published before endings became a population of their own.
ENDS = (
    "Of those seen in this quarter: whose support ended in it, and what changed. Whose support ended in a quarter in "
    "which they were not seen is not in it. Later quarters count endings by themselves, seen or not, so these figures "
    f"are not to be compared with theirs. {RELIABLY}"
)
ENDING = (
    "Whose support ended in this quarter is counted whether or not they were seen in it, so that nobody who drifted "
    "away is left out; they had been seen at some time. They are counted by themselves: many of them are among the "
    f"young people seen too, so the two are never added up. {RELIABLY}"
)
#: How endings are counted, in place of the sentence about contacts.
ENDINGS = (
    "Young people whose support ended in this quarter, whether or not they were seen in it, each counted once. Where "
    "two sorts of support ended for the same person, the first one tells."
)
WHOLE_SCHOOL = (
    "Sessions for classes, parents or staff whose people are counted by head, by the day on which they were held: "
    "assemblies, workshops, drop-ins and training. Workshops with schools that are planned in School Link are not "
    "among them. They are no part of the figures about young people."
)
NOTES = {
    "time": TIMES, "age": AGES, "ethnicity": ETHNIC_GROUPS, "help": HELPS, "wait": WAITS, "reason": REASONS,
    "ended": ENDS, "ending": ENDING,
}  # fmt: skip
#: Of which a part of a report on paper needs each but once.
SAID_ONCE = frozenset(NOTES.values())
ANONYMOUS = "Where a service is anonymous, accounts are counted; somebody who registers twice is counted twice."
#: At the head of such a service's figures.
ACCOUNTS_HERE = (
    "This service asks for no name, so what is counted are accounts: somebody who registers twice is counted twice."
)
#: Why one word says all of it.
NOT_SHOWN = (
    "What is few or none, and what could tell of somebody together with other figures, is called “not shown” alike."
)
TOLD_OTHERWISE = (
    "A month that tells of a group together with another one, or apart from it, has its figure “in another line”."
)
SINCE_ENDINGS = (
    "Quarters published before endings were counted by themselves told of them among those seen in the quarter alone; "
    "they stay as they were published, and say so."
)
#: Over the months of a quarter that was revised.
AS_PUBLISHED = (
    "Months stand here as they were published, but where a line says “in this edition”. What came late since then is "
    "in the tables of this edition alone."
)
TOLD_OTHERWISE_THEN = (
    "Where the period before, or the one a year before, told of a group together with others or apart from them, its "
    "figure is “in another line” of that period."
)
#: The method in short, for the last page of a report.
METHOD = (
    PEOPLE, TEAMS, TIMES, AGES, ETHNIC_GROUPS, HELPS, WHOLE_SCHOOL, CONSULTATIONS, WAITS, REASONS, ENDING,
    SINCE_ENDINGS, ANONYMOUS,
    "Figures are rounded, and small ones, none among them, are not shown. Shares are whole per cents of rounded "
    "figures, so they are near the true ones, and are of ten people or more. Before anything was published, a "
    "program tried to work out from all figures together any group of one to four young people; what would have told "
    "of one was made coarser or left out.",
    NOT_SHOWN,
    "What was published stays as it was. What came late goes into a revision of all tables at once.",
)  # fmt: skip
#: Of online counselling: what it cannot have is not told of as hidden.
LEFT_OUT = (
    "Online counselling works at no school, and young people come to it without a request, so it has no schools, "
    "waits, reasons or ends of support to count, and all of its help is online: what no such service can have is left "
    "out, whatever its figures are."
)
_NOT_ONLINE = {PEOPLE, HELPS, WHOLE_SCHOOL, CONSULTATIONS, WAITS, REASONS, ENDING, SINCE_ENDINGS, ANONYMOUS}


def method(*, is_anonymous: bool) -> tuple[str, ...]:
    """For the last page of a report, as far as it is about what such a team has."""
    online = (ACCOUNTS, *(line for line in METHOD if line not in _NOT_ONLINE), LEFT_OUT)
    return online if is_anonymous else METHOD


def heading(key: str, dimension: str, *, is_of_a_quarter: bool = False) -> str:
    """Over a column of a table: places are schools, or clusters of them; months are told of one by one, or as one."""
    if dimension == "month" and is_of_a_quarter:
        return "Quarter"
    return "Cluster of schools" if dimension == "place" and "cluster" in key else DIMENSIONS[dimension]


def value(code: str) -> str:
    """A value in words. Months and names of schools are their own."""
    day, _, part = code.rpartition("_")
    if code not in VALUES and part in PARTS and day.endswith("day"):
        return f"{day.capitalize()}, {PARTS[part]}"
    return VALUES.get(code, code)


def counted(key: str, *, is_anonymous: bool = False) -> str:
    """What a table counts."""
    people = "Young people (accounts)" if is_anonymous else "Young people"
    return "Consultations" if key in KEYS else "Sessions" if key in WHOLE_SCHOOL_KEYS else people


def counting(key: str, *, is_anonymous: bool = False) -> str:
    """How a table counts."""
    people = ENDINGS if key in ENDINGS_KEYS else ACCOUNTS if is_anonymous else PEOPLE
    return CONSULTATIONS if key in KEYS else WHOLE_SCHOOL if key in WHOLE_SCHOOL_KEYS else people


def of_whom(key: str, value: str = "") -> str:
    """What a table's shares are of, where that is not all. `value`: which those have whom it is of, if it says so."""
    if value == FIRST_SEEN:
        return "those first seen after a request"
    if key in ("change", ENDINGS_CHANGE):
        return "those asked twice"
    return "those whose support ended" if key in ENDINGS_KEYS else "all"


def clusters(schools: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Which schools are in which cluster."""
    return " ".join(f"{cluster}: {', '.join(names)}." for cluster, names in schools)


def not_shown(*, is_quarter: bool) -> str:
    """In place of a table or of a whole."""
    return f"Not shown this {'quarter' if is_quarter else 'month'}"


def figure(shown: int | None) -> str:
    return HIDDEN if shown is None else str(shown)
