from django.urls import path

from guitu.casework.caseloads import views

urlpatterns = [
    path("caseloads/", views.loads, name="caseloads"),
    path("caseloads/<uuid:post_id>/hand-over/", views.hand_over, name="hand-over-caseload"),
    path("caseloads/moves/<uuid:move_id>/", views.move, name="caseload-move"),
    path("caseloads/moves/<uuid:move_id>/print/", views.print_move, name="caseload-print"),
]
