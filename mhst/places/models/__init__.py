"""Organisations, teams, schools, rooms and the dates and hours they keep."""

from mhst.places.models.calendar import Calendar, Period, SchoolDay, SpecialDay, Term
from mhst.places.models.organisation import Cluster, Organisation, Team
from mhst.places.models.room import Room, RoomBlock, RoomHours, RoomUnit
from mhst.places.models.school import Council, School, SchoolLink, TeamSchool, TravelTime

__all__ = [
    "Calendar",
    "Cluster",
    "Council",
    "Organisation",
    "Period",
    "Room",
    "RoomBlock",
    "RoomHours",
    "RoomUnit",
    "School",
    "SchoolDay",
    "SchoolLink",
    "SpecialDay",
    "Team",
    "TeamSchool",
    "Term",
    "TravelTime",
]
