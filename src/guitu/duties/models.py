"""待办: the one worklist. Derived: settle writes it, nobody edits it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Duty(models.Model):
    """One thing due for one subject, with its reason; the masked label is written by settle."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    person_id = models.UUIDField()
    post_id = models.UUIDField(null=True)  # who is to do it
    key = models.TextField()
    kind = models.TextField()
    state = models.TextField()  # open | done | waived | missed
    opens_on = models.DateField()
    planned_on = models.DateField()
    due_on = models.DateField()
    hidden_until = models.DateField(null=True)
    done_by = models.UUIDField(null=True)
    done_on = models.DateField(null=True)
    measure_id = models.UUIDField(null=True)
    label = models.TextField()  # 王**
    place = models.TextField()  # 青云社区
    reasons = models.JSONField(default=list)  # [[code, values, clause], …]
    policy = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "person_id", "key"], name="duty_key")]
        indexes = [
            models.Index(
                fields=["county_id", "person_id", "due_on"], name="duty_due_of_person", condition=models.Q(state="open")
            ),
            models.Index(fields=["post_id", "due_on"], name="duty_of_post", condition=models.Q(state="open")),
            models.Index(
                fields=["county_id", "scope_path", "due_on"], name="duty_in_area", condition=models.Q(state="open")
            ),
        ]
