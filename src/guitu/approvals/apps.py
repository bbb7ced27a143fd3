from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "guitu.approvals"
    label = "approvals"
