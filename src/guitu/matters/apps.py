from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "guitu.matters"
    label = "matters"
