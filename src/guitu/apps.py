"""The last of the installed apps hands the declarations down when the process is ready; then they are frozen."""

from django.apps import AppConfig


class House(AppConfig):
    name = "guitu"
    label = "house"

    def ready(self) -> None:
        from guitu import declared
        from guitu.figures import registry

        registry.take(declared.COUNTS)
