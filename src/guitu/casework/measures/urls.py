from django.urls import path

from guitu.casework.measures import views

PERSON = "people/<uuid:person_id>"

urlpatterns = [
    path(f"{PERSON}/open-measure/", views.open_measure, name="open-measure"),
    path(f"{PERSON}/serve-decision/", views.serve_decision, name="serve-decision"),
    path(f"{PERSON}/report-in/", views.report_in, name="report-in"),
    path(f"{PERSON}/sign-agreement/", views.sign_agreement, name="sign-agreement"),
    path(f"{PERSON}/refuse-report/", views.refuse_report, name="refuse-report"),
    path(f"{PERSON}/transfer-measure/", views.transfer_measure, name="transfer-measure"),
    path(f"{PERSON}/acknowledge-transfer/", views.acknowledge_transfer, name="acknowledge-transfer"),
    path(f"{PERSON}/arrive-at-transfer/", views.arrive_at_transfer, name="arrive-at-transfer"),
    path(f"{PERSON}/extend-measure/", views.extend_measure, name="extend-measure"),
    path(f"{PERSON}/end-measure/", views.end_measure, name="end-measure"),
]
