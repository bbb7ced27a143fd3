from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "guitu.response"
    label = "response"
