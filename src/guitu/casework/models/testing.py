"""检测的试剂: lots in stock at a centre, and every strip that came and went. No row tells of a person."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from guitu.rules import kits


class KitLot(models.Model):
    """A lot of strips at one centre. What is left is kept by the command that writes the move, and never below nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the town whose centre has it
    lot = models.TextField()
    detects = models.TextField()  # codes of the panel
    expires_on = models.DateField()  # the last day of use, as it is printed on the box
    withdrawn_on = models.DateField(null=True)
    pieces = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path", "lot"], name="kit_lot_once"),
            models.CheckConstraint(condition=Q(pieces__gte=0), name="kit_lot_not_below_nothing"),
        ]


class KitMove(models.Model):
    """Strips that came or went. A move is followed by another, never changed; one used names no test and nobody."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    lot_id = models.UUIDField()
    what = models.TextField()
    pieces = models.IntegerField()  # more, or less than nothing
    moved_at = models.DateTimeField()
    post_id = models.UUIDField()
    second_post = models.UUIDField(null=True)  # who stood by when strips were counted or written off
    words = models.BinaryField(null=True)  # sealed

    class Meta:
        indexes = [models.Index(fields=["lot_id", "moved_at"], name="kit_move_of_lot")]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=kits.MOVES), name="kit_move_what"),
            models.CheckConstraint(
                condition=Q(what="received", pieces__gt=0) | Q(what__in=("used", "spoiled", "expired"), pieces__lt=0)
                | Q(what="counted") & ~Q(pieces=0),
                name="kit_move_way",
            ),
            models.CheckConstraint(
                condition=Q(what__in=("received", "used"), second_post__isnull=True)
                | Q(what__in=("spoiled", "expired", "counted"), second_post__isnull=False),
                name="kit_move_by_two",
            ),
        ]


class TestingDay(models.Model):
    """A day on which a centre tests many. It names nobody; who comes hangs on their own files."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the town
    on_day = models.DateField()
    tester_1 = models.UUIDField()
    tester_2 = models.UUIDField()
    post_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "scope_path", "-on_day"], name="testing_day_in_area")]


class TestingSeat(models.Model):
    """One person of a testing day, by the number on the cup. Whether the test is done the facts say."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="people", default="people")
    day_id = models.UUIDField()
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "day_id", "number"], name="testing_seat_number"),
            models.UniqueConstraint(fields=["county_id", "day_id", "matter_id"], name="testing_seat_once"),
        ]


class Sampling(models.Model):
    """A sample as it is compared with others: by the id of its test, and without its person."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the town in which it was taken
    on_day = models.DateField()
    minute = models.SmallIntegerField(null=True)  # of the day
    spot = models.BigIntegerField(null=True)  # a mark of the place
    tester_1 = models.UUIDField(null=True)
    tester_2 = models.UUIDField(null=True)
    lot = models.TextField(null=True)
    lot_until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "on_day"], name="sampling_of_day"),
            models.Index(fields=["county_id", "lot"], name="sampling_of_lot"),
        ]
