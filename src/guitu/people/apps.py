from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "guitu.people"
    label = "people"
