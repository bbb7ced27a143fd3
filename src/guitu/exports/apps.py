from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "guitu.exports"
    label = "exports"
