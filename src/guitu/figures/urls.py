from django.urls import path

from guitu.figures.indicators import views as indicators
from guitu.figures.register import views as register

urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/more/", register.more, name="register-more"),
    path("register/<slug:state>/", register.term, name="register-term"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/more/", indicators.more, name="indicators-more"),
    path("indicators/<slug:name>/", indicators.receipt, name="indicator"),
    path("indicators/<slug:name>/<slug:side>/", indicators.rows, name="indicator-rows"),
]
