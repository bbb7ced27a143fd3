from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "guitu.importing"
    label = "importing"
