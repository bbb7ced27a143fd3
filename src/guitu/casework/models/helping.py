"""Help beyond the person's own facts: needs given to units, employers and their vacancies, the budget of bonuses, courses;
and the days of work, insurance and entitlement as they follow from facts."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class WorkSpan(models.Model):
    """Derived: from a day to another not able to work, at work, insured, or entitled to an aid. No identity here."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    standing_no = models.UUIDField()
    what = models.TextField()  # excluded | employed | insured | entitled
    code = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["standing_no", "what", "from_on"], name="workspan_subject"),
            models.Index(fields=["county_id", "what", "code"], name="workspan_what"),
        ]


class Need(models.Model):
    """One need given to a unit. Where it stands follows from its facts."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="offices", default="offices")
    person_id = models.UUIDField(null=True)
    need = models.TextField()
    told = models.BinaryField(null=True)  # sealed: what the unit is told; gone when the person's file is sealed

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="need_of_person")]


class WishCard(models.Model):
    """A wish on a card that names nobody; found by its code. Gone when the person's file is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="offices", default="offices")
    need_id = models.UUIDField()
    code_hash = models.BinaryField()
    code = models.BinaryField()  # sealed, as all that follows
    words = models.BinaryField()
    bring_to = models.BinaryField()
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    giver = models.BinaryField(null=True)  # who, and a telephone; forgotten when the thing has come
    received_at = models.DateTimeField(null=True)
    thanks = models.BinaryField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["code_hash"], name="wish_card_by_code")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "code_hash"], name="wish_card_code_once"),
            models.UniqueConstraint(fields=["county_id", "need_id"], condition=models.Q(withdrawn_at__isnull=True), name="one_wish_card"),
            models.CheckConstraint(condition=models.Q(received_at__isnull=True) | models.Q(taken_at__isnull=False), name="wish_taken_first"),
        ]


class Employer(models.Model):
    """An employer that is willing. The matter of the same id holds its links."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    details = models.BinaryField()  # sealed: name, contact

    class Meta:
        indexes = [models.Index(fields=["county_id", "scope_path"], name="employer_in_area")]


class Vacancy(models.Model):
    """So many places for one kind of work; said by the office, or by the employer through its link."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    employer_id = models.UUIDField()
    details = models.BinaryField()  # sealed: which work, where, what it pays
    seats = models.IntegerField()
    open_on = models.DateField()
    closed_on = models.DateField(null=True)
    by_link = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["county_id", "employer_id"], name="vacancy_of_employer")]
        constraints = [models.CheckConstraint(condition=models.Q(seats__gte=1, seats__lte=999), name="vacancy_seats")]


class BudgetLine(models.Model):
    """What a year has for bonuses of employers. A later line of a year takes the place of the one before."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    year = models.IntegerField()
    yuan = models.IntegerField()
    said_at = models.DateTimeField()
    said_post = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "year", "-said_at"], name="budget_of_year")]
        constraints = [models.CheckConstraint(condition=models.Q(yuan__gte=0), name="budget_yuan")]


class CourseHeld(models.Model):
    """A course on the register, from its first day to its last."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    topic = models.TextField()
    name = models.BinaryField()  # sealed, as everything that is typed
    from_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "scope_path", "-from_on"], name="course_in_area")]
