from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "guitu.casework"
    label = "casework"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from guitu.approvals.askable import Askable, register
        from guitu.casework.jobs import settle_area_later
        from guitu.ledger import activation

        activation.settling.append(settle_area_later)
        register(Askable(activation.activate_policy, "approve_policy", _("启用政策包")))
