"""How neighbouring services look on pages."""

from django import template

from mhst.community.enums import NeighbourState

register = template.Library()

COLOURS = {
    NeighbourState.SENT: "yellow",
    NeighbourState.ACCEPTED: "blue",
    NeighbourState.CAME: "green",
    NeighbourState.DECLINED: "red",
    NeighbourState.DID_NOT_COME: "orange",
}


@register.filter
def neighbour_colour(state: str) -> str:
    """The colour only repeats what the word says."""
    return COLOURS.get(NeighbourState(state), "grey")
