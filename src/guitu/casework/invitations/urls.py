from django.urls import path

from guitu.casework.invitations import views

urlpatterns = [
    path("people/<uuid:person_id>/invite-unit/", views.invite, name="invite-unit"),
    path("people/<uuid:person_id>/invitations/<uuid:part_id>/end/", views.end, name="end-invitation"),
    path("invited/", views.invited, name="invited"),
    path("invited/<uuid:matter_id>/", views.file, name="invited-file"),
]
