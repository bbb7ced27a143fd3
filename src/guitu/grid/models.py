"""Areas, bodies, posts and who holds them. Accounts hold an opaque login only."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from guitu.grid.area_models import AreaChange, AreaCode, AreaStep, PlaceFact
from guitu.grid.paths import PATH, PathField

__all__ = [
    "PATH", "Account", "Accounts", "Area", "AreaChange", "AreaCode", "AreaGroup", "AreaGroupMember", "AreaStep", "Body",
    "CodeLetter", "DayRange", "Establishment", "Factor", "Guess", "Holding", "NaturalPerson", "PathField", "PlaceFact",
    "Post", "Session", "Staff",
]

class DayRange(Func):
    function = "DATERANGE"


class Accounts(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=username)


class NaturalPerson(models.Model):
    """A human being behind accounts and posts: an opaque id. The number by which the office knows them (of an identity
    card or a work pass) is kept as a blind index only, once per county, so that nobody is entered twice."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    county_id = PathField()
    number = models.BinaryField(null=True)  # blind index; None: entered before numbers were asked for

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "number"], name="natural_person_number")]


class Account(AbstractBaseUser):
    """What logs in. Nothing about the person behind it but who it is; posts say what it may do."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    natural_person = models.ForeignKey(NaturalPerson, on_delete=models.PROTECT)
    login = models.TextField(unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    must_change = models.BooleanField(default=False)  # a one-time code was given: a password comes first
    code_until = models.DateTimeField(null=True)  # until when that code opens anything
    perm_version = models.IntegerField(default=0)  # raised by any change of rights; sessions compare it

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    objects = Accounts()

    class Meta:
        # what the holdings of an account refer to, so that they follow it to another natural person
        constraints = [models.UniqueConstraint(fields=["id", "natural_person"], name="account_of_natural_person")]

    def has_perm(self, *_: object) -> bool:
        return False  # rights come from posts, never from flags on an account

    def has_module_perms(self, *_: object) -> bool:
        return False


def _short(pattern: str, word: str, name: Func | F) -> Func:
    return Func(name, Value(pattern), Value(word), function="regexp_replace", output_field=models.TextField())


# 东门社区居民委员会 → 东门社区, 石泉村民委员会 → 石泉村: what people say, and what fits on a phone.
SHORT_NAME = _short(
    "村?村(民委员|委)会$",
    "村",
    _short("社区居(民委员|委)会$", "社区", _short("([^区])居民委员会$", r"\1居委会", F("name"))),
)


class Area(models.Model):
    """A unit of the statistical division, or a local group below a village. Names are public facts."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    path = PathField(unique=True)
    name = models.TextField()
    short = models.GeneratedField(expression=SHORT_NAME, output_field=models.TextField(), db_persist=True)
    level = models.SmallIntegerField()
    kind = models.TextField()
    is_virtual = models.BooleanField(default=False)
    is_pseudo = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    replaced_by = PathField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(path__regex=PATH), name="area_path_is_code")]


class AreaGroup(models.Model):
    """片区: areas taken together across the tree. It closes; what was counted by it stays explicable."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    path = PathField()  # whose it is: the county's or one town's
    name = models.TextField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "path", "name"], condition=Q(closed_on__isnull=True), name="area_group_name"
            )
        ]


class AreaGroupMember(models.Model):
    """An area of a group; none of a group's areas lies inside another of them."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    group = models.ForeignKey(AreaGroup, on_delete=models.PROTECT)
    path = PathField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "group", "path"], condition=Q(until_on__isnull=True), name="area_group_member"
            )
        ]


class Body(models.Model):
    """An organisation: 禁毒办, 成员单位, 邑康家园, 禁毒工作室, 派出所, 戒毒所, 社工机构 … Kinds and ranks are the pack's."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    path = PathField()
    kind = models.TextField()
    name = models.TextField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    rank = models.TextField(default="", db_default="")
    from_on = models.DateField(null=True)  # None: there before anybody said since when
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            # a name is free again when the body is there no more
            models.UniqueConstraint(fields=["county_id", "path", "kind", "name"], condition=Q(until_on__isnull=True), name="body_name"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="body_days"
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="body_not_its_own_parent"),
        ]


class Establishment(models.Model):
    """核定数: how many posts of a role a body may have, from a day until the next line of it. Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT)
    role = models.TextField()
    approved = models.IntegerField()
    from_on = models.DateField()
    said_at = models.DateTimeField()  # of two lines of one day the later one holds

    class Meta:
        indexes = [models.Index(fields=["body", "role", "-from_on", "-said_at"], name="establishment_of")]
        constraints = [models.CheckConstraint(condition=Q(approved__gte=0, approved__lte=500), name="approved_number")]


class Post(models.Model):
    """A named job at a body over an area; held by one person at a time, or vacant."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT)
    role = models.TextField()
    title = models.TextField()
    path = PathField()
    area_group = models.ForeignKey(AreaGroup, null=True, on_delete=models.PROTECT)  # 片区: people of these areas only
    from_on = models.DateField(null=True)  # None: there before anybody said since when
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id", "path"], name="post_area")]
        constraints = [models.UniqueConstraint(fields=["id", "role"], name="role_of_post")]


class Staff(models.Model):
    """队伍: somebody who works or helps at a body from a day until another, with or without a post or an account."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    path = PathField()  # of the body
    body = models.ForeignKey(Body, on_delete=models.PROTECT)
    natural_person = models.ForeignKey(NaturalPerson, null=True, on_delete=models.PROTECT)  # by number, where one was said
    kind = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    certificate_until = models.DateField(null=True)  # the list asks for what expires soon
    details = models.BinaryField()  # sealed: name, and the certificate: kind, number, issuer, source
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["county_id", "path", "kind"], name="staff_area")]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="staff_days"),
            models.CheckConstraint(
                condition=Q(kind__in=("full_time", "part_time", "volunteer", "family_committee")), name="staff_kind"
            ),
        ]


ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")


class Holding(models.Model):
    """Who holds a post from a day up to but not including another. The database fills in who the account's natural
    person and what the post's role is, and keeps both in step: what must never be false of them is a constraint."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT)
    natural_person_id = models.UUIDField(null=True, editable=False)
    role = models.TextField(editable=False)
    name = models.TextField()
    sex = models.TextField(null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account"], name="holding_account")]
        constraints = [
            ExclusionConstraint(
                name="one_holder_of_a_post",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (DayRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="administrators_are_different_people",
                expressions=[
                    ("natural_person_id", RangeOperators.EQUAL),
                    ("role", RangeOperators.NOT_EQUAL),
                    (DayRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=ADMINISTRATORS),
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=True, natural_person_id__isnull=True)
                | Q(account__isnull=False, natural_person_id__isnull=False),
                name="holding_has_natural_person",
            ),
        ]


class CodeLetter(models.Model):
    """What waits for a second person: the other half of a one-time code, or a lost second factor to be taken away."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = PathField()
    path = PathField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    kind = models.TextField()
    asked_by = models.UUIDField()  # natural persons, as opened_by
    asked_at = models.DateTimeField()
    until_at = models.DateTimeField()
    second_half = models.BinaryField(null=True)  # sealed; gone when it was opened
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id", "path"], name="code_letter_area")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("password", "factor")), name="code_letter_kind"),
            models.CheckConstraint(condition=~Q(opened_by=F("asked_by")), name="opened_by_a_second_person"),
        ]


class Factor(models.Model):
    """The second factor of an account: the sealed secret that its owner's telephone holds, and the last code used."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    secret = models.BinaryField(null=True)  # None: being set up for the first time
    next_secret = models.BinaryField(null=True)  # shown, until a code proves that a telephone holds it
    last_step = models.BigIntegerField(default=0)  # of thirty seconds: a code is good once


class Guess(models.Model):
    """When passwords were tried for one key: a name, a net, a password … as a blind index, and nothing else of them."""

    key = models.BinaryField(primary_key=True)
    tries = ArrayField(models.DateTimeField())
    forget_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["forget_at"], name="guess_forget")]


class Session(AbstractBaseSession):
    """What Django keeps of a login, whose login it is, and why it was ended before its time."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)  # None: nobody has come in with it
    ended = models.TextField(default="")  # a code of `open_sessions`; what has one opens nothing

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("force_update"):  # a click that was under way when the login was ended does not take it up again
            kwargs["update_fields"] = ("session_data", "expire_date", "account")
        super().save(*args, **kwargs)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from guitu.grid.session_store import SessionStore

        return SessionStore
