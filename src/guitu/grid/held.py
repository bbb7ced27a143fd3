"""Who holds a post on a day, said once: every list that names a holder, or says that there is none, asks this."""

from __future__ import annotations


def held(holding: str, on: str = "%(today)s") -> str:
    """SQL: whether a row of `grid_holding` under that name lasts on the day. From its first day up to but not
    including its last one, so that a leaving which is still ahead makes nothing vacant."""
    return f"{holding}.from_on <= {on} AND ({holding}.until_on IS NULL OR {holding}.until_on > {on})"
