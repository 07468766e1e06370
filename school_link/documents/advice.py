"""The agreed advice on paper."""

from mhst.core.pdf import render_pdf
from school_link.enums import RESPONSIBILITY
from school_link.models import Consultation
from school_link.queries.advice import Advice


def advice_pdf(one: Consultation, advice: Advice) -> bytes:
    """As both have signed it. Its title says nothing about anybody."""
    context = {"one": one, "advice": advice, "says": RESPONSIBILITY}
    return render_pdf("pdf/advice.html", context, title="Agreed advice")
