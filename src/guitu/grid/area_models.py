"""区划调整: what became of places, whose other codes stand beside, and what is known of them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from guitu.grid.paths import PathField
from guitu.rules.areas import AUTHORITIES, ITEMS, KINDS


class AreaChange(models.Model):
    """One change of places: which kind, from which day, by which document. Written once, by the owner's functions."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    no = models.IntegerField()  # of the county, one after another: the last says which steps there are
    kind = models.TextField()
    on_day = models.DateField()
    path = PathField()  # of the first place concerned, as its code was
    name_before = models.TextField(default="", db_default="")
    name_after = models.TextField(default="", db_default="")
    document = models.TextField()
    at = models.DateTimeField()
    post_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "no"], name="area_change_no"),
            models.CheckConstraint(
                condition=Q(kind__in=(*KINDS, "make", "rename", "close")), name="area_change_kind"
            ),
        ]


class AreaStep(models.Model):
    """One code that became another by a change. A code goes once."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    change = models.ForeignKey(AreaChange, on_delete=models.PROTECT)
    from_path = PathField()
    to_path = PathField()
    is_grown = models.BooleanField()  # the new code was there before: it took this one in

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "from_path"], name="area_step_once")]


class AreaCode(models.Model):
    """The code that another authority has for a place, since a day."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    path = PathField()
    authority = models.TextField()
    code = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "path", "authority"], condition=Q(until_on__isnull=True), name="one_code_of_an_authority"
            ),
            models.CheckConstraint(condition=Q(authority__in=AUTHORITIES), name="area_code_authority"),
        ]


class PlaceFact(models.Model):
    """地方概况: how many people live there, how large it is, as of a day, and who says so. Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    path = PathField()
    item = models.TextField()
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    on_day = models.DateField()
    source = models.TextField()
    said_at = models.DateTimeField()  # of two lines of one day the later one holds

    class Meta:
        indexes = [models.Index(fields=["county_id", "path", "item", "-on_day", "-said_at"], name="place_fact_of")]
        constraints = [
            models.CheckConstraint(condition=Q(item__in=ITEMS), name="place_fact_item"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="place_fact_quantity"),
        ]
