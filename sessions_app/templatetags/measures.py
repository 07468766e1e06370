"""Names of questionnaires and of who fills them in."""

from django import template

from sessions_app.enums import Occasion, Rater
from sessions_app.instruments import find
from sessions_app.models import InstalledPack, Measure

register = template.Library()


@register.filter
def questionnaire(measure: Measure | InstalledPack) -> str:
    return find(measure.instrument).name


@register.filter
def rater_label(rater: str) -> str:
    return str(Rater(rater).label)


@register.filter
def occasion_label(occasion: str) -> str:
    return str(Occasion(occasion).label)
