from django.urls import path

from guitu.response import acts, duty_views, views
from guitu.response.drills import views as drill_views
from guitu.response.events import views as event_views
from guitu.response.signals import views as signal_views
from guitu.response.statements import views as statement_views
from guitu.response.times import views as times_views
from guitu.response.walls import views as wall_views

urlpatterns = [
    path("", views.calls, name="calls"),
    path("raise/", views.raising, name="raise-call"),
    path("raise/live/", views.raising_live, name="raise-live"),
    path("duty/", duty_views.units, name="duty-units"),
    path("duty/<slug:unit>/<slug:place>/", duty_views.unit, name="duty-unit"),
    path("duty/<slug:unit>/<slug:place>/turns/", duty_views.plan, name="plan-duty"),
    path("duty/<slug:unit>/<slug:place>/cover/", duty_views.cover, name="cover-duty"),
    path("duty/<slug:unit>/<slug:place>/mine/", duty_views.take_over, name="take-over-duty"),
    path("wall/", wall_views.wall, name="call-wall"),
    path("wall/lines/", wall_views.wall_lines, name="call-wall-lines"),
    path("times/", times_views.call_times, name="call-times"),
    path("rules/", signal_views.rules, name="call-rules"),
    path("drills/", drill_views.drills, name="drills"),
    path("drills/start/", drill_views.start, name="start-drill"),
    path("drills/acknowledge/", drill_views.acknowledge, name="acknowledge-drill"),
    path("five/", statement_views.statements, name="statements"),
    path("five/state/", statement_views.state, name="state-month"),
    path("five/<uuid:statement_id>/back/", statement_views.take_back, name="take-back-statement"),
    path("rules/run/", signal_views.run, name="run-rules"),
    path("event/", event_views.take, name="take-event"),
    path("<uuid:call_id>/taken-back/", acts.take_back, name="take-event-back"),
    path("rules/switch/", signal_views.switch, name="switch-rule"),
    path("<uuid:call_id>/", views.call, name="call"),
    path("<uuid:call_id>/lines/", views.lines, name="call-lines"),
    path("<uuid:call_id>/innocent/", acts.check_innocent, name="check-innocent"),
    path("<uuid:call_id>/send/", acts.send, name="call-units"),
    path("<uuid:call_id>/acknowledge/", acts.acknowledge, name="acknowledge-call"),
    path("<uuid:call_id>/report/", acts.report, name="report-call"),
    path("<uuid:call_id>/return/", acts.send_back, name="return-call"),
    path("<uuid:call_id>/hand-over/", acts.hand_over, name="hand-over-call"),
    path("<uuid:call_id>/settle/", acts.settle, name="settle-call"),
    path("<uuid:call_id>/decide/", acts.decide, name="decide-call"),
    path("<uuid:call_id>/next/", acts.call_next, name="escalate-call"),
    path("<uuid:call_id>/check/", acts.check_result, name="check-settlement"),
    path("<uuid:call_id>/instruction/", acts.instruct, name="give-instruction"),
    path("<uuid:call_id>/more/", acts.add_more, name="add-information"),
    path("<uuid:call_id>/urge/", acts.urge, name="urge-unit"),
    path("<uuid:call_id>/delay/", acts.delay, name="ask-delay"),
    path("<uuid:call_id>/delay/answer/", acts.answer_delay, name="decide-delay"),
    path("<uuid:call_id>/end/", acts.end, name="end-call"),
    path("<uuid:call_id>/decline/", acts.decline, name="decline-call"),
    path("<uuid:call_id>/help/", acts.help_given, name="give-help"),
    path("<uuid:call_id>/review/", acts.review, name="review-call"),
    path("<uuid:call_id>/improvement/", acts.plan, name="plan-improvement"),
    path("<uuid:call_id>/improved/", acts.improved, name="note-improvement"),
]
