"""蜂箱: a hive, by its number. All else of it is its matter's."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Hive(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="venues", default="venues")
    number = models.IntegerField()
