from django.apps import AppConfig


class BlocksConfig(AppConfig):
    name = "guitu.blocks"
    label = "blocks"
