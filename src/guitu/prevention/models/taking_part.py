"""Who takes part without an account: sign-ups of an activity by number, remarks left at a place. Nobody's name."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.prevention.models.on_matter import OnMatter
from guitu.rules import remarks, signups


class SignUp(OnMatter):
    """So many heads under one number of an activity: in, waiting, cancelled, or come."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()  # the activity's
    number = models.IntegerField()  # what is said at the door
    heads = models.IntegerField()
    state = models.TextField()
    asked_at = models.DateTimeField()
    came = models.IntegerField(null=True)
    came_at = models.DateTimeField(null=True)
    phone = models.BinaryField(null=True)  # sealed, until some days after the day
    secret_hash = models.BinaryField(null=True)  # of the link by which that one cancels; none: put down at the desk

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "matter_id", "number"], name="prevention_signup_number"),
            models.CheckConstraint(condition=models.Q(state__in=signups.STATES, heads__gte=1), name="prevention_signup_state"),
            models.CheckConstraint(
                condition=models.Q(state="came", came__gte=1) | (~models.Q(state="came") & models.Q(came__isnull=True)),
                name="prevention_signup_came",
            ),
        ]


class Remark(OnMatter):
    """What a visitor wrote at a place, without a name; shown to others only after somebody of the office has read it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()  # the place's
    left_on = models.DateField()
    state = models.TextField()
    decided_on = models.DateField(null=True)
    words = models.BinaryField()  # sealed; emptied where it is not shown
    secret_hash = models.BinaryField()  # of the form it was sent with: sent twice, it is one

    class Meta:
        indexes = [models.Index(fields=["matter_id", "state", "left_on"], name="prevention_remark_of_place")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=remarks.STATES), name="prevention_remark_state"),
            models.UniqueConstraint(fields=["county_id", "matter_id", "secret_hash"], name="prevention_remark_once"),
        ]
