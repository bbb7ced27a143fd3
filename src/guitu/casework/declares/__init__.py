"""Casework declares itself here: its kind of matter, duties, words, actions, menu, jobs, sums and what others read of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.casework import fact_words
from guitu.casework.declares.actions import ACTIONS
from guitu.casework.declares.duties import DUTIES, DUTY_GROUPS
from guitu.casework.side_card import SIDE_CARD, STATE
from guitu.casework.sums import STANDING
from guitu.kit.declarations import ClockJob, Declaration, FactWords, MatterKind, MenuEntry, Page

DECLARATION = Declaration(
    package="casework",
    matters=(
        MatterKind(
            "person", _("人员"), "people", Page("person", ("person_id",)), "open_person",
            later=Page("postpone-duty", ("person_id",)),
        ),
    ),
    duties=DUTIES,
    duty_groups=DUTY_GROUPS,
    words=FactWords(fact_words.KINDS, fact_words.FIELDS, fact_words.CODES),
    actions=ACTIONS,
    menu=(
        MenuEntry("roster", _("导入"), "file-import", "roster", "import_roster", "beside", 10),
        MenuEntry("policy", _("现行规定"), "file-text", "policy", "activate_policy", "beside", 30),
        MenuEntry("system", _("后台任务"), "clock", "background", "see_system", "beside", 40),
    ),
    jobs=(
        ClockJob("move_every_horizon", "10 16 * * *", "move_horizon"),
        ClockJob("settle_what_is_left_everywhere", "*/10 * * * *", "settle_what_is_left"),
    ),
    sums={"standing": STANDING},
    side_card=SIDE_CARD,
    columns={"state": STATE},
)
