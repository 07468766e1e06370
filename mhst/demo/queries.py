from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.demo.logins import PERSONAS


def get_persona(username: str) -> User:
    """Raises: NotFound for a name that is not offered, so that nobody else can be become."""
    offered = {persona.username for persona in PERSONAS}
    found = User.objects.filter(username=username, is_active=True).first() if username in offered else None
    if found is None:
        raise NotFound("Nobody of that name can be chosen here.")
    return found


def begins_at(user: User) -> str:
    """Where this persona lands; empty for home."""
    return next((persona.begins_at for persona in PERSONAS if persona.username == user.username), "")
