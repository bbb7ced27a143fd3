"""学校 and 竞答: schools with what they did, quizzes with who sat them and what was answered; nobody's name."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.rules import quizzes, schools


class School(models.Model):
    """A school of the county with its pupils; the teacher's post sees his own school and no other."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    name = models.TextField()
    level = models.TextField()
    pupils = models.IntegerField()
    post_id = models.UUIDField(null=True)  # the teacher's
    since_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path", "name"], name="prevention_school_name"),
            models.CheckConstraint(condition=models.Q(level__in=schools.LEVELS, pupils__gte=1), name="prevention_school_level"),
        ]


class Deed(models.Model):
    """One thing that a school did of 五个一 and 6·27, on a day; of a lesson its hours."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    school_id = models.UUIDField()
    item = models.TextField()
    day_on = models.DateField()
    hours = models.IntegerField()
    taken_back_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["school_id", "day_on"], name="prevention_deed_of_school")]
        constraints = [models.CheckConstraint(condition=models.Q(item__in=schools.ITEMS, hours__gte=0), name="prevention_deed_item")]


class Contest(models.Model):
    """A school's line of the national contest of one year, from the platform's sheet."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    school_id = models.UUIDField()
    year = models.IntegerField()
    pupils = models.IntegerField()
    took_part = models.IntegerField()
    passed = models.IntegerField()
    excellent = models.IntegerField()
    perfect = models.IntegerField()
    mean = models.IntegerField(null=True)  # hundredths
    taken_back_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "school_id", "year"], name="prevention_contest_once")]


class Quiz(models.Model):
    """A quiz that anybody may sit by its code, or only the classes that a school put down. Its day after the last is exclusive."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    title = models.TextField()
    level = models.TextField()
    audience = models.TextField()
    questions = models.IntegerField()
    minutes = models.IntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    code = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["code"], name="prevention_quiz_code")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "code"], name="prevention_quiz_of_code"),
            models.CheckConstraint(condition=models.Q(level__in=quizzes.LEVELS, audience__in=quizzes.AUDIENCES), name="prevention_quiz_level"),
        ]


class QuizClass(models.Model):
    """A class that sits a quiz by a code of its own; its pupils are seats, without names."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    quiz_id = models.UUIDField()
    school_id = models.UUIDField()
    name = models.TextField()
    pupils = models.IntegerField()
    code = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["code"], name="prevention_quizclass_code")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "code"], name="prevention_quizclass_of_code"),
            models.UniqueConstraint(fields=["county_id", "quiz_id", "school_id", "name"], name="prevention_quizclass_name"),
        ]


class Sitting(models.Model):
    """One go at a quiz: the questions drawn with the order of their options, from when until when. Nobody's name."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    quiz_id = models.UUIDField()
    class_id = models.UUIDField(null=True)
    seat = models.IntegerField(null=True)
    secret_hash = models.BinaryField()
    drawn = models.TextField()  # codes of the questions, each with the order of its options
    asked = models.IntegerField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["secret_hash"], name="prevention_sitting_secret"), models.Index(fields=["quiz_id"], name="prevention_sitting_of_quiz")]
        constraints = [models.UniqueConstraint(fields=["county_id", "secret_hash"], name="prevention_sitting_once")]


class Reply(models.Model):
    """The answer to one question of a sitting: the option as the bank numbers it, 0 is right."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    sitting_id = models.UUIDField()
    place = models.IntegerField()
    question = models.TextField()
    choice = models.IntegerField()
    turn = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "sitting_id", "place"], name="prevention_reply_once")]
