from django.apps import AppConfig


class PreventionConfig(AppConfig):
    name = "guitu.prevention"
    label = "prevention"
