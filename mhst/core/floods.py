"""Counting how often something is done in a stretch of time. Never by address alone: a whole school has one."""

from django.core.cache import cache


def is_over(key: str, *, most: int, seconds: int) -> bool:
    """Count one more under this key; whether that is more than `most` since the first within `seconds`."""
    name = f"flood:{key}"
    cache.add(name, 0, seconds)
    try:
        return cache.incr(name) > most
    except ValueError:  # it ran out between the two lines
        cache.add(name, 1, seconds)
        return most < 1
