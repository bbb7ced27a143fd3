from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "guitu.systems"
    label = "systems"
