"""What our forms have beyond Django's: the NHS look, dates in three boxes, times, phone numbers, hints on choices."""

from mhst.core.forms.date import DateBoxes, DateField
from mhst.core.forms.minute import MinuteField
from mhst.core.forms.once import OnceForm
from mhst.core.forms.option import Option
from mhst.core.forms.phone import PhoneField
from mhst.core.forms.plain import PlainForm, posted
from mhst.core.forms.renderer import NhsRenderer
from mhst.core.forms.words import speak_plainly

__all__ = [
    "DateBoxes",
    "DateField",
    "MinuteField",
    "NhsRenderer",
    "OnceForm",
    "Option",
    "PhoneField",
    "PlainForm",
    "posted",
    "speak_plainly",
]
