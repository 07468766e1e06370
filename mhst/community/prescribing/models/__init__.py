from mhst.community.prescribing.models.contact import Attempt
from mhst.community.prescribing.models.plan import Introduction, Review, Step
from mhst.community.prescribing.models.referral import LinkReferral
from mhst.community.prescribing.models.wellbeing import Wellbeing

__all__ = ["Attempt", "Introduction", "LinkReferral", "Review", "Step", "Wellbeing"]
