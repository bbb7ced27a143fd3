from django.urls import path

from guitu.casework.urine_tests import views

urlpatterns = [
    path("people/<uuid:person_id>/test/", views.record, name="record-urine-test"),
    path("people/<uuid:person_id>/test-notice/", views.notice, name="serve-notice"),
    path("people/<uuid:person_id>/missed-test/", views.missed, name="record-missed-test"),
    path("people/<uuid:person_id>/waived-tests/", views.waiver, name="waive-tests"),
    path("people/<uuid:person_id>/told/", views.telling, name="tell-result"),
    path("people/<uuid:person_id>/laboratory/", views.laboratory, name="record-laboratory-result"),
    path("people/<uuid:person_id>/objection/", views.objection, name="object-to-test"),
    path("people/<uuid:person_id>/confirmed-use/", views.use, name="confirm-use"),
]
