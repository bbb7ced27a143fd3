from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "guitu.casework"
    label = "casework"

    def ready(self) -> None:
        from guitu.casework.other_numbers import foretold
        from guitu.casework.trying import tried
        from guitu.rulepacks import effects
        from guitu.rulepacks.trials.trying import trying

        effects.foretelling.append(foretold)
        trying.append(tried)
