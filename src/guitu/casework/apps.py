from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "guitu.casework"
    label = "casework"

    def ready(self) -> None:
        from guitu.casework.jobs import settle_area_later
        from guitu.ledger import activation

        activation.settling.append(settle_area_later)
