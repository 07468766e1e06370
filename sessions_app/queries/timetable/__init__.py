"""Timetables: a practitioner's week, a school's, a team's."""

from sessions_app.queries.timetable.practitioner import practitioner_week
from sessions_app.queries.timetable.school import get_school, school_week
from sessions_app.queries.timetable.team import TeamFilter, filters_of, practitioners_of, team_week, teams_of
from sessions_app.queries.timetable.week import monday_of, week_in_words, working_monday

__all__ = [
    "TeamFilter",
    "filters_of",
    "get_school",
    "monday_of",
    "practitioner_week",
    "practitioners_of",
    "school_week",
    "team_week",
    "teams_of",
    "week_in_words",
    "working_monday",
]
