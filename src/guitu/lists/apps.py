from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "guitu.lists"
    label = "lists"
