from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "guitu.casework"
    label = "casework"

    def ready(self) -> None:
        from guitu.casework.jobs import settle_area_later
        from guitu.casework.paper import SOURCE
        from guitu.ledger import activation
        from guitu.papers.sources import register

        activation.settling.append(settle_area_later)
        register(SOURCE)
