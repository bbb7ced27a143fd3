"""Casework declares itself here: its kind of matter, duties, words, actions, menu, jobs, sums, counts and what others read of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.casework import fact_words
from guitu.casework.counts import COUNTS
from guitu.casework.declares.actions import ACTIONS
from guitu.casework.declares.duties import DUTIES, DUTY_GROUPS
from guitu.casework.side_card import SIDE_CARD, STATE
from guitu.casework.sums import STANDING
from guitu.kit.declarations import (
    ClockJob,
    Declaration,
    ExportColumn,
    FactWords,
    MatterKind,
    MenuEntry,
    NoticeKind,
    Page,
    WaitingPage,
)

# The latest that stands: one that was corrected or taken back is named by the fact that did so.
_LAST_TEST = (
    "SELECT f.matter_id AS person_id, max(f.happened_on)::text AS value FROM ledger_fact f WHERE f.kind = 'urine_test'"
    " AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id) GROUP BY 1"
)
DECLARATION = Declaration(
    package="casework",
    carries="guitu.casework.area_changes.carry", follows="SELECT casework_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    closed_commands={
        "check_exit unseal_file": "two_people", "hold_file release_hold take_request answer_request": "decision", "seal_file destroy_file": "house",
    },
    jobs=(ClockJob("seal_every_file", "0 * * * *", "seal_files"),),  # on the hour: at midnight in China, or when the house is up again
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
        MenuEntry("invited", _("我参与的"), "user-circle", "invited", "see_invited", "desk", 90, on_phone=True),
        MenuEntry("roster", _("导入"), "file-import", "roster", "import_roster", "beside", 10),
        MenuEntry("sealing", _("封存"), "lock", "sealing", "see_sealing", "desk", 60),
        MenuEntry("waiting", _("等待发送"), "upload", "waiting", "record_visit", "beside", 5),
        MenuEntry("system", _("后台任务"), "clock", "background", "see_system", "beside", 40),
    ),
    notices=(
        NoticeKind("part_given", Page("person", ("person_id",)), "open_person"),
        NoticeKind("request_made", Page("person", ("person_id",)), "answer_request"),
        NoticeKind("part_invited", Page("invited"), "see_invited"),
    ),
    folds=("guitu.casework.fold.PERSON",),
    explains="guitu.casework.explaining.explains",
    corrections={"people": "guitu.casework.particulars.commands.correct_person"},
    papers=("guitu.casework.paper.SOURCE",),
    # What is seen and done at somebody's door. No legal step, nothing that is read back first, nothing that takes two.
    waiting=(
        WaitingPage("record-meeting", "record_visit"),
        WaitingPage("record-visit", "record_visit"),
        WaitingPage("record-urine-test", "record_urine_test"),
        WaitingPage("record-report", "record_report"),
        WaitingPage("correct-person", "correct_person"),
    ),
    sums={"standing": STANDING},
    side_card=SIDE_CARD,
    columns={"state": STATE},
    counts=COUNTS,
    exported=(ExportColumn("last_test", _("最近尿检"), "TEST", _LAST_TEST, 12),),
)
