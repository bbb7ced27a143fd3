"""The four columns by which a row hangs on a matter of this context."""

from __future__ import annotations

from django.db import models


class OnMatter(models.Model):
    """What every row has that hangs on a matter of this context."""

    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="units", default="units")

    class Meta:
        abstract = True
