from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "guitu.handovers"
    label = "handovers"
