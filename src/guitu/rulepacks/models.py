"""A draft holds what a place wants to change of the numbers it works with, until a second person puts it in force."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """The changes of one place over the pack it works with. One of a place is open at a time; what was put in force stays
    as it was, because the text in force was made from it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # a county or a town
    base = models.TextField()  # the shipped pack that it changes
    state = models.TextField(default="open")  # open | in_force | dropped
    numbers = models.JSONField(default=list)  # [{section, path, from_on, value, clause}]
    clauses = models.JSONField(default=dict)  # id: {title, article, summary, nature}
    examples = models.JSONField(default=list)  # [{title, given, then, until}]
    version = models.IntegerField(default=0)  # counts its changes: who saw an older one is told so
    post_id = models.UUIDField()  # which began it
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    digest = models.TextField(null=True)  # of the text that was put in force

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path"], name="one_open_draft", condition=Q(state="open")),
            models.CheckConstraint(condition=Q(state__in=("open", "in_force", "dropped")), name="draft_state"),
            models.CheckConstraint(condition=Q(state="in_force") ^ Q(digest__isnull=True), name="draft_in_force_has_text"),
        ]
        indexes = [models.Index(fields=["county_id", "digest"], name="draft_by_text", condition=Q(digest__isnull=False))]
