"""Many people at once: who looks after them from today, and in which village they live. Each is its own command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.assigning import ROLES_OF_PART
from guitu.casework.registrations import queries
from guitu.casework.registrations.commands import assign_person
from guitu.casework.registrations.placing import place_person
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.database import rows
from guitu.kit.typed import TypedForm
from guitu.lists.bulk.acts import BulkAct
from guitu.people import many

_WIDE = ("responsible", "police")  # over a county; grid workers and villages are given by their town


class PostForm(TypedForm):
    """The post that looks after all of them; what it does follows from its role."""

    post = forms.ChoiceField(label=_("从今天起由谁负责"))

    def __init__(self, data: Any, actor: Actor, today: date) -> None:
        super().__init__(data)
        parts = _WIDE if len(actor.path) <= 6 else tuple(ROLES_OF_PART)
        found = [
            (f"{part}|{post}", label)
            for part in parts
            for post, label in queries.posts(actor.county_id, actor.path, ROLES_OF_PART[part])
        ]
        self.let_choose("post", [("", _("请选择")), *found])

    def what(self) -> dict[str, Any]:
        part, _bar, post = self.cleaned_data["post"].partition("|")
        return {"post_id": UUID(post), "part": part}


class VillageForm(TypedForm):
    """The village in which all of them live."""

    path = forms.ChoiceField(label=_("村（社区）"))

    def __init__(self, data: Any, actor: Actor, today: date) -> None:
        super().__init__(data)
        self.let_choose("path", [("", _("请选择")), *queries.villages(actor)])

    def what(self) -> dict[str, Any]:
        return {"path": self.cleaned_data["path"]}


def _looked_after(actor: Actor, people: Sequence[UUID], what: Mapping[str, Any], today: date) -> set[UUID]:
    """Those whom this post looks after as this already."""
    found = rows(
        "SELECT matter_id FROM matters_part WHERE matter_id = ANY(%s) AND post_id = %s AND part = %s AND until_on IS NULL AND NOT beyond",
        [spelled(people), what["post_id"], what["part"]],
    )
    return {person for (person,) in found}


def _living_there(actor: Actor, people: Sequence[UUID], what: Mapping[str, Any], today: date) -> set[UUID]:
    """Those of whom this village, or a group of it, is known."""
    found = rows("SELECT id FROM people_person WHERE id = ANY(%s) AND starts_with(scope_path, %s)", [spelled(people), what["path"]])
    return {person for (person,) in found}


ASSIGNING = BulkAct(
    list="people", menu="people", command=assign_person, of="person_id", title=_("换责任人"), form=PostForm,
    will=_("下面的人从今天起由选定的岗位负责。原来负责的岗位保留以前的记录；只看名下的人的，从此不再看到这些档案。"),
    called=many.called, found=many.found, is_so=_looked_after,
)
PLACING = BulkAct(
    list="people", menu="people", command=place_person, of="person_id", title=_("补村（社区）"), form=VillageForm,
    will=_("下面的人登记为住在选定的村（社区）。已经登记在别的村的不会改，那要办变更执行地。"),
    called=many.called, found=many.found, is_so=_living_there,
)
