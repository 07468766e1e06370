from django.db import models


class PostReason(models.TextChoices):
    """Why a post is not shown. The house rules of group rooms, one by one."""

    IDENTIFYING = "identifying", "It says who or where somebody is"
    METHODS = "methods", "It says how somebody could be hurt"
    NUMBERS = "numbers", "It has weights, sizes or amounts of food"
    SEXUAL = "sexual", "It is sexual"
    UNKIND = "unkind", "It is unkind to somebody"
    PRIVATE = "private", "It needs a private talk first"
    OTHER = "other", "Something else"


class AgeBand(models.TextChoices):
    """Who is in a group room together: nothing for older ones is read by younger ones."""

    YOUNGEST = "11-12", "11 and 12"
    YOUNGER = "13-15", "13 to 15"
    OLDER = "16-17", "16 and 17"
    OLDEST = "18-19", "18 and 19"

    @property
    def ages(self) -> range:
        youngest, oldest = self.value.split("-")
        return range(int(youngest), int(oldest) + 1)


class GroupRoomState(models.TextChoices):
    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    ENDED = "ended", "Over"
    CANCELLED = "cancelled", "Cancelled"


GROUP_ROOM_MOVES: dict[GroupRoomState, frozenset[GroupRoomState]] = {
    GroupRoomState.PLANNED: frozenset({GroupRoomState.OPEN, GroupRoomState.CANCELLED}),
    GroupRoomState.OPEN: frozenset({GroupRoomState.ENDED}),
    GroupRoomState.ENDED: frozenset(),
    GroupRoomState.CANCELLED: frozenset(),
}
