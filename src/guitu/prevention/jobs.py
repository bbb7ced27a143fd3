"""By the clock: the telephone numbers of bookings and of sign-ups go some days after the day; how many came stays."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guitu.grid import access
from guitu.kit import clock
from guitu.kit.database import acting, row
from guitu.kit.queue import RETRY
from guitu.ledger.packs import timeline_of
from guitu.rules.dates import days_after
from guitu.rules.places import PlacesPolicy
from guitu.rules.signups import SignupsPolicy


@app.task(name="forget_phones", queue="settle", retry=RETRY)
def forget_phones(county_id: str) -> None:
    """Policy: places.phone_days, signups.phone_days."""
    today = clock.today()
    with acting(access.clock_actor(county_id), durable=True):
        policies = timeline_of(county_id, county_id).on(today)
        policy: PlacesPolicy = policies.places
        signing: SignupsPolicy = policies.signups
        row("SELECT prevention_forget_phones(%s, %s)", [county_id, days_after(today, -policy.phone_days)])
        row("SELECT prevention_forget_signed(%s, %s)", [county_id, days_after(today, -signing.phone_days)])
