from mhst.access.models.grant import Grant
from mhst.access.models.membership import Membership, held_at
from mhst.access.models.user import User

__all__ = ["Grant", "Membership", "User", "held_at"]
