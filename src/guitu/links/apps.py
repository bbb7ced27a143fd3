from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "guitu.links"
    label = "links"
