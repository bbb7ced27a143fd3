from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "guitu.casework"
    label = "casework"

    def ready(self) -> None:
        from guitu.casework.other_numbers import foretold
        from guitu.rulepacks import effects

        effects.foretelling.append(foretold)
