"""库存账 as its list reads it: one row of each place that holds goods which are watched. All of it follows from facts."""

from __future__ import annotations

from django.db import models


def _clear() -> models.TextField[str, str]:
    return models.TextField(db_collation="C")


class Stockbook(models.Model):
    """Derived by settling: which goods at which stages, and what falls due of them."""

    id = models.UUIDField(primary_key=True)  # the matter's
    county_id = _clear()
    scope_path = _clear()
    compartment = models.TextField(db_collation="C", db_default="venues", default="venues")
    grade = models.TextField()
    goods = models.TextField()  # codes with spaces between
    stages = models.TextField()
    paper_until = models.DateField(null=True)
    missing = models.TextField()  # papers that must be held and are not
    count_by = models.DateField(null=True)
    counted_on = models.DateField(null=True)
    differs = models.BooleanField()
    report_by = models.DateField(null=True)
    sales = models.IntegerField()  # to be reported

    class Meta:
        app_label = "inspection"
        indexes = [models.Index(fields=["county_id", "scope_path", "id"], name="stockbook_by_place")]
