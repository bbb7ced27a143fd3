"""Papers declare themselves here: who may see, issue, print and file them, and when pages of many are swept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ClockJob, Declaration, MenuEntry, WaitingPage

DECLARATION = Declaration(
    package="papers",
    follows="SELECT papers_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    actions={
        "seeing_papers": frozenset({"see_papers", "take_file"}),
        "papers": frozenset(
            {"issue_paper", "print_paper", "serve_paper", "replace_paper", "withdraw_paper", "attach_file"}
        ),
        "prints": frozenset({"start_print", "settle_letter", "finish_print", "take_pages"}),
        "town_papers": frozenset({"issue_town_paper"}),  # what the place of execution signs
        "police_papers": frozenset({"issue_police_paper"}),  # decisions, and the notice that releases
        "approving_templates": frozenset({"approve_template"}),  # of whose words papers are printed
        "templates": frozenset({"upload_template", "use_template", "drop_template"}),
    },
    menu=(MenuEntry("papers", _("文书"), "printer", "prints", "start_print", "desk", 25),),
    waiting=(WaitingPage("item-file", "attach_file"), WaitingPage("paper-file", "attach_file")),
    jobs=(ClockJob("sweep_every_print", "20 * * * *", "sweep_prints"),),
)
