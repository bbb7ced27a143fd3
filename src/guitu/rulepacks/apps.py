from django.apps import AppConfig


class RulepacksConfig(AppConfig):
    name = "guitu.rulepacks"
    label = "rulepacks"
