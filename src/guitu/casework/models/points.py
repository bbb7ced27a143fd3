"""积分账: the accounts that transfers move between, and what is exchanged for them. Balances are kept by the database alone."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from guitu.people.models import Person
from guitu.rules import redemptions


class PointsTransfer(models.Model):
    """A line of a person's account: what the fold says is owed and was not yet posted, and what was exchanged. Never
    rebuilt, only balanced."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False)
    transfer_id = models.UUIDField(default=uuid4)
    kind = models.TextField(default="settled", db_default="settled")
    source = models.TextField()  # the fold's key, or what was exchanged; the settled lines of one add up to what is owed
    item = models.TextField()
    earned_on = models.DateField()
    posted_at = models.DateTimeField()
    hundredths = models.IntegerField()
    pieces = models.IntegerField(default=0, db_default=0)
    fact_id = models.UUIDField(null=True)
    policy = models.TextField(default="", db_default="")  # the version of the numbers by which it was made
    why = models.BinaryField(null=True)  # sealed: codes with values and clauses

    class Meta:
        indexes = [
            models.Index(fields=["person", "posted_at"], name="points_person"),
            models.Index(fields=["transfer_id"], name="points_line_of"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=redemptions.LINES), name="points_line_kind"),
        ]


class PointsSide(models.Model):
    """The other side of a transfer: who issues, the office's budget, the stock of a good. Names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    transfer_id = models.UUIDField()
    account = models.TextField()
    good_id = models.UUIDField(null=True)
    kind = models.TextField()
    posted_at = models.DateTimeField()
    hundredths = models.BigIntegerField()
    pieces = models.IntegerField(default=0, db_default=0)
    policy = models.TextField(default="", db_default="")
    why = models.BinaryField(null=True)  # sealed: what was said of it

    class Meta:
        indexes = [
            models.Index(fields=["transfer_id"], name="points_side_of"),
            models.Index(fields=["county_id", "posted_at"], condition=~Q(account="issuer"), name="points_side_read"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(account__in=redemptions.ACCOUNTS), name="points_side_account"),
            models.CheckConstraint(
                condition=Q(account="stock", good_id__isnull=False) | (~Q(account="stock") & Q(good_id__isnull=True)),
                name="points_side_good",
            ),
        ]


class StockCount(models.Model):
    """A count of one good by one human being, until another has counted it again."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    good_id = models.UUIDField()
    expected = models.IntegerField()  # what the books said then
    counted = models.IntegerField()
    words = models.BinaryField(null=True)  # sealed: why it differs, as far as anybody knows
    counted_at = models.DateTimeField()
    counted_by = models.UUIDField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "good_id"], condition=Q(answered_at__isnull=True), name="one_count_waits"),
            models.CheckConstraint(condition=Q(counted__gte=0, expected__gte=0), name="count_of_pieces"),
            models.CheckConstraint(condition=~Q(agreed=True) | ~Q(counted_by=models.F("answered_by")), name="counted_by_two"),
        ]


class PointsAccount(models.Model):
    """What somebody has. The database alone writes it, from the lines."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="people", default="people")
    balance = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "matter_id"], name="points_account_of"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="points_account_balance"),
        ]


class PointsBudget(models.Model):
    """What the office has set aside for goods and not spent. The database alone changes it, from the sides."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id"], name="points_budget_of"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="points_budget_balance"),
        ]


class Good(models.Model):
    """Something that points are exchanged for; on the shelf and not promised, and the points taken in for it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    name = models.TextField()  # on the shelf: found and sorted by
    pieces = models.IntegerField(default=0)
    taken = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "name"], name="points_good_name"),
            models.CheckConstraint(condition=Q(pieces__gte=0), name="points_good_pieces"),
            models.CheckConstraint(condition=Q(taken__gte=0), name="points_good_taken"),
        ]


class GoodPrice(models.Model):
    """What a good costs from a day on; none: it is offered no more."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    good_id = models.UUIDField()
    from_on = models.DateField()
    hundredths = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "good_id", "from_on"], name="points_price_from"),
            models.CheckConstraint(condition=Q(hundredths__gt=0) | Q(hundredths__isnull=True), name="points_price_more"),
        ]


class Redemption(models.Model):
    """A good put aside for somebody, until it is handed out, given up or lapsed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="people", default="people")
    good_id = models.UUIDField()
    price_id = models.UUIDField()
    hundredths = models.IntegerField()
    state = models.TextField()
    pick_on = models.DateField()
    keep_by = models.DateField()
    code = models.TextField(null=True)  # a keyed digest; gone when it has been used
    reserved_at = models.DateTimeField()
    reserved_by = models.UUIDField()  # the human being
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["matter_id", "reserved_at"], name="points_redemption_of"),
            models.Index(fields=["county_id", "state", "keep_by"], name="points_redemption_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "code"], name="points_redemption_code"),
            models.CheckConstraint(condition=Q(state__in=redemptions.STATES), name="points_redemption_state"),
            models.CheckConstraint(
                condition=~Q(state="issued") | (Q(ended_by__isnull=False) & ~Q(ended_by=models.F("reserved_by")) & Q(code__isnull=True)),
                name="points_redemption_two",
            ),
        ]


class PointsDispute(models.Model):
    """Somebody says that a deduction is wrong; another person than who made it decides, by a day."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="people", default="people")
    line_id = models.UUIDField()
    state = models.TextField(default="open")
    asked_at = models.DateTimeField()
    decide_by = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    words = models.BinaryField()  # sealed: what is said against it
    answer = models.BinaryField(null=True)  # sealed: what was decided, and why

    class Meta:
        indexes = [models.Index(fields=["county_id", "state", "decide_by"], name="points_dispute_due")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "line_id"], name="points_dispute_once"),
            models.CheckConstraint(condition=Q(state__in=redemptions.DISPUTE_STATES), name="points_dispute_state"),
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True) | (~Q(state="open") & Q(decided_by__isnull=False)),
                name="points_dispute_decided",
            ),
        ]


class LessonTaking(models.Model):
    """A lesson answered: when, how many were right, whether that passed. Which sentences were wrong is kept nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="people", default="people")
    lesson = models.TextField()
    taken_at = models.DateTimeField()
    n_right = models.IntegerField()
    passed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "matter_id", "lesson"], condition=Q(passed=True), name="points_lesson_passed_once"),
        ]
