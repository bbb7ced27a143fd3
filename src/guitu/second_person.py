"""Which commands take a second person, and whose action it is to grant them. `guitu/apps.py` hands the table to `approvals`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.approvals.askable import Askable
from guitu.casework.leave.commands import grant_leave
from guitu.casework.particulars.commands import correct_identity
from guitu.exports.commands import release_export
from guitu.ledger.activation import activate_policy

ASKABLE = (
    Askable(activate_policy, "approve_policy", _("启用政策包")),
    Askable(grant_leave, "approve_leave", _("请假")),
    Askable(correct_identity, "approve_identity", _("更正证件信息")),
    Askable(release_export, "approve_export", _("导出名单")),
)
