from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "guitu.tasks"
    label = "tasks"
