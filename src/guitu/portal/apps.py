from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "guitu.portal"
    label = "portal"
