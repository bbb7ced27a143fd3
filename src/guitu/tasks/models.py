"""交办: what one office gives one post to do, as a matter of its own, and the dated steps of it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.rules.tasks import SOURCES, STEPS


class Task(models.Model):
    """One thing given to one post. It never changes; where it stands follows from its steps."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # where the post is that does it
    compartment = models.TextField(db_collation="C", db_default="offices", default="offices")
    given_path = models.TextField(db_collation="C")  # the area of the office that gave it: who stands over it checks
    given_post = models.UUIDField()
    owner_post = models.UUIDField()  # one, and never another: given anew it is another task
    source = models.TextField()
    text = models.BinaryField()  # sealed

    class Meta:
        indexes = [
            models.Index(fields=["owner_post"], name="task_of_owner"),
            models.Index(fields=["given_post"], name="task_of_giver"),
            models.Index(fields=["county_id", "scope_path"], name="task_in_area"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(source__in=SOURCES), name="task_source")]


class Step(models.Model):
    """What somebody did of a task, on a day. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="offices", default="offices")
    matter_id = models.UUIDField()
    no = models.IntegerField()  # from 1 on, without a gap
    kind = models.TextField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    post_id = models.UUIDField()
    natural_person_id = models.UUIDField()  # whichever post or account: who did it does not check it
    due_on = models.DateField(null=True)  # of `given` and `reopened`
    words = models.BinaryField(null=True)  # sealed
    link_id = models.UUIDField(null=True)  # through which link, where it was done without an account
    signed = models.BinaryField(null=True)  # sealed: the name and the unit that were given there

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "matter_id", "no"], name="task_step_no"),
            models.CheckConstraint(condition=models.Q(kind__in=("given", *STEPS)), name="task_step_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("given", "reopened"), due_on__isnull=False)
                | (~models.Q(kind__in=("given", "reopened")) & models.Q(due_on__isnull=True)),
                name="task_step_due",
            ),
        ]


class File(models.Model):
    """What came with an answer through a link: made anew before it was kept, and sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="offices", default="offices")
    matter_id = models.UUIDField()
    step_id = models.UUIDField()
    at = models.DateTimeField()
    media_type = models.TextField()
    pages = models.IntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "step_id"], name="task_file_of_step")]
