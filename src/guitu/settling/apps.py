from django.apps import AppConfig


class SettlingConfig(AppConfig):
    name = "guitu.settling"
    label = "settling"
