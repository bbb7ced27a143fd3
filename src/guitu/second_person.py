"""Which commands take a second person, and whose action it is to grant them. `guitu/apps.py` hands the table to `approvals`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.approvals.askable import Askable
from guitu.casework.bottles.commands import destroy_bottles
from guitu.casework.caseloads.commands import hand_over_caseload
from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.leave.commands import grant_leave
from guitu.casework.particulars.commands import correct_identity
from guitu.casework.sealing.commands import unseal_file
from guitu.exports.commands import release_export
from guitu.grid.area_changes.commands import rearrange_areas
from guitu.ledger.activation import activate_policy
from guitu.papers.office_templates.commands import use_template
from guitu.rulepacks.commands import put_in_force
from guitu.systems.commands import make_key

ASKABLE = (
    Askable(correct_fact, "approve_correction", _("更正法律手续的记录")),
    Askable(withdraw_fact, "approve_correction", _("撤回法律手续的记录")),
    Askable(activate_policy, "approve_policy", _("启用政策包")),
    Askable(put_in_force, "approve_policy", _("启用自己改过的规定")),
    Askable(make_key, "approve_key", _("给别的系统一把接口密钥")),
    Askable(grant_leave, "approve_leave", _("请假")),
    Askable(correct_identity, "approve_identity", _("更正证件信息")),
    Askable(rearrange_areas, "approve_areas", _("调整区划")),
    Askable(use_template, "approve_template", _("启用自己的文书样式")),
    Askable(destroy_bottles, "approve_destruction", _("销毁留存的样本")),
    Askable(unseal_file, "approve_unsealing", _("开启封存的档案")),
    Askable(hand_over_caseload, "approve_caseload", _("移交名下人员")),
    Askable(release_export, "approve_export", _("导出名单")),
)
