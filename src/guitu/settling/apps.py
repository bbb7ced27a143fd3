from django.apps import AppConfig


class SettlingConfig(AppConfig):
    name = "guitu.settling"
    label = "settling"

    def ready(self) -> None:
        from guitu.ledger import activation
        from guitu.settling.jobs import settle_area_later

        activation.settling.append(settle_area_later)
