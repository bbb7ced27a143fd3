from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "guitu.duties"
    label = "duties"
