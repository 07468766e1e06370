from collections.abc import Iterable

from django import template
from django.forms import BaseForm
from django.utils.safestring import SafeString

from mhst.core.templatetags.components import error_summary

register = template.Library()


@register.simple_tag
def summary_of(forms: Iterable[BaseForm]) -> SafeString:
    """What is wrong in any of these forms, as `error_summary` says it of those it is given one by one."""
    return error_summary(*forms)
