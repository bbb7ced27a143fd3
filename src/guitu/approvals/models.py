"""申请—决定: a command that waits until another human being has said yes."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

# What each sealed column is sealed as.
ARGUMENTS, SHOWN, WORDS, ANSWER = (f"approvals_approval|{name}" for name in ("arguments", "shown", "words", "answer"))


class Approval(models.Model):
    """What one post asked for and another decides. Asker and decider are different natural persons, by constraint."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the area the asker acts over: whoever decides is over it too
    command = models.TextField()  # runs when it is granted
    action = models.TextField()  # a post that decides has this one
    state = models.TextField(default="open")  # open | granted | refused | withdrawn; from `until_on` on nobody decides it
    asked_at = models.DateTimeField()
    until_on = models.DateField()
    asked_post = models.UUIDField()
    asked_account = models.UUIDField(null=True)
    asked_person = models.UUIDField()
    arguments = models.BinaryField()  # sealed, as what is shown of them: names and numbers may be among them
    shown = models.BinaryField()
    decided_at = models.DateTimeField(null=True)
    decided_post = models.UUIDField(null=True)
    decided_person = models.UUIDField(null=True)
    words = models.BinaryField(null=True)  # sealed: why it was refused
    answer = models.BinaryField(null=True)  # sealed: what the command gave

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "scope_path", "action"], name="approval_open", condition=Q(state="open")),
            models.Index(fields=["asked_post", "-asked_at"], name="approval_asked"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "granted", "refused", "withdrawn")), name="approval_state"
            ),
            models.CheckConstraint(condition=~Q(decided_person=F("asked_person")), name="decided_by_another_person"),
            models.CheckConstraint(
                condition=Q(state__in=("granted", "refused"), decided_at__isnull=False, decided_person__isnull=False)
                | Q(state__in=("open", "withdrawn"), decided_at__isnull=True, decided_person__isnull=True),
                name="decided_by_somebody",
            ),
        ]
