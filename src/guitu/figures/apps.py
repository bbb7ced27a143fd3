from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "guitu.figures"
    label = "figures"
