"""Counting how often something is done in a stretch of time: by a key, or by where it comes from.

Where it comes from is kept nowhere: it is counted under a hash with a salt that lives in the cache for a day at most.
A whole school has one address, so what one may do must be enough for a school; and what one may do never shuts out
everybody else.
"""

import hashlib
import ipaddress
import secrets

from django.core.cache import cache
from django.http import HttpRequest

from mhst.settings.environment import environment

#: All together may do so many times what one may.
TOGETHER, A_DAY = 20, 86_400


def is_over(key: str, *, most: int, seconds: int) -> bool:
    """Count one more under this key; whether that is more than `most` since the first within `seconds`."""
    name = f"flood:{key}"
    cache.add(name, 0, seconds)
    try:
        return cache.incr(name) > most
    except ValueError:  # it ran out between the two lines
        cache.add(name, 1, seconds)
        return most < 1


def is_over_from(request: HttpRequest, key: str, *, most: int, seconds: int, together: int = TOGETHER) -> bool:
    """The same of one place that it comes from, and then of all of them `together` times as much.

    Who is over alone is not counted to all, so that nobody uses up what is everybody's by going on.
    """
    if is_over(f"{key}:{_origin(request)}", most=most, seconds=seconds):
        return True
    return is_over(key, most=most * together, seconds=seconds)


def _origin(request: HttpRequest) -> str:
    salt = cache.get_or_set("flood-salt", secrets.token_hex, A_DAY)
    return hashlib.sha256(f"{salt}{_network(_address(request))}".encode()).hexdigest()[:24]


def _address(request: HttpRequest) -> str:
    """As the outermost proxy that is ours has seen it; what stands before it anybody could have written."""
    passed = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = environment.trusted_proxies
    return passed[-proxies] if 0 < proxies <= len(passed) else request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    """Of the long addresses, which one line has by the million, the part that is the line's."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed  # a short one in the clothes of a long one
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
