from django.apps import AppConfig


class RotationConfig(AppConfig):
    name = "guitu.rotation"
    label = "rotation"
