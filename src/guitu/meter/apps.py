from django.apps import AppConfig


class MeterConfig(AppConfig):
    name = "guitu.meter"
    label = "meter"
