"""Safeguarding concerns: who must know, and by when."""

from django.db import models


class ConcernRole(models.TextChoices):
    """Whom a concern climbs to."""

    DESIGNATED_SAFEGUARDING_LEAD = "designated_safeguarding_lead", "Designated safeguarding lead"
    DEPUTY = "deputy", "Deputy designated safeguarding lead"
    DUTY_WORKER = "duty_worker", "Duty worker of the team"
    MANAGER = "manager", "Team manager"


#: Who is told at once: the school, before anybody leaves the building, and the team.
CONCERN_FIRST = (ConcernRole.DESIGNATED_SAFEGUARDING_LEAD, ConcernRole.DUTY_WORKER)
#: Who is told next when somebody does not answer in time. Nobody comes after the manager: all are told again.
CONCERN_CLIMBS: dict[str, ConcernRole] = {
    ConcernRole.DESIGNATED_SAFEGUARDING_LEAD: ConcernRole.DEPUTY,
    ConcernRole.DEPUTY: ConcernRole.MANAGER,
    ConcernRole.DUTY_WORKER: ConcernRole.MANAGER,
}


class ConcernEntryKind(models.TextChoices):
    NOTE = "note", "Added later"
    CORRECTION = "correction", "Correction"
    ACTION = "action", "Action taken"
    OUTCOME = "outcome", "Outcome"
    CLOSED = "closed", "Closed"


class ConcernState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
