from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "guitu.frame"
    label = "frame"
