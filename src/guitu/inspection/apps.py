from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "guitu.inspection"
    label = "inspection"
