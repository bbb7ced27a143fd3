from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "guitu.casework"
    label = "casework"

    def ready(self) -> None:
        from guitu.casework.in_force import progress
        from guitu.casework.jobs import settle_area_later
        from guitu.casework.other_numbers import foretold
        from guitu.ledger import activation
        from guitu.rulepacks import effects

        activation.settling.append(settle_area_later)
        effects.progress_of.append(progress)
        effects.foretelling.append(foretold)
