"""After an upgrade: whoever was settled with the numbers of the version before is settled again, in the background.

Run by `migrate` as the application, in a process of its own: the owner of the tables sees nobody.
"""

from __future__ import annotations

import argparse

from guitu.cli.steps import say


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    ask()
    return 0


def ask() -> None:
    """Ask for it where it is due, and say so. A worker that starts does the same: it may be of a new version."""
    from guitu.kit.database import rows
    from guitu.settling.jobs import settle_other_numbers

    people = sum(
        settle_other_numbers(county, is_upgraded=True) for (county,) in rows("SELECT county_id FROM grid_counties()")
    )
    if people:
        say(f"这一版的规定或者放假安排变了：{people} 人的状态和期限在后台重排。看进度：./guitu policy --progress --area 区划代码")
        say(f"  Numbers or days off changed with this version: {people} people are being settled in the background.")
