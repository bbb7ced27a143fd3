from django.apps import AppConfig


class HivesConfig(AppConfig):
    name = "guitu.hives"
    label = "hives"
