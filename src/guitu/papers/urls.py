from django.urls import URLPattern, URLResolver, path

from guitu.papers import marking, views
from guitu.papers.files import views as files
from guitu.papers.office_templates import views as office_templates
from guitu.papers.prints import views as prints

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/<uuid:person_id>/new/", views.offered, name="papers-offered"),
    path("people/<uuid:person_id>/new/<slug:kind>/", views.new, name="paper-new"),
    path("people/<uuid:person_id>/items/<slug:item>/", files.of_item, name="item-file"),
    path("templates/", office_templates.overview, name="paper-templates"),
    path("templates/<slug:kind>/", office_templates.upload, name="paper-template"),
    path("templates/<slug:kind>/word/", office_templates.download, name="paper-template-word"),
    path("templates/<slug:kind>/use/<uuid:template_id>/", office_templates.use, name="paper-template-use"),
    path("templates/<slug:kind>/drop/<uuid:template_id>/", office_templates.drop, name="paper-template-drop"),
    path("prints/", prints.choose, name="prints"),
    path("prints/<slug:kind>/new/", prints.start, name="print-new"),
    path("prints/<uuid:print_id>/", prints.progress, name="print"),
    path("prints/<uuid:print_id>/pages/", prints.download, name="print-pages"),
    path("files/<uuid:file_id>/", files.download, name="file"),
    path("<uuid:paper_id>/", views.paper, name="paper"),
    path("<uuid:paper_id>/print/<slug:way>/", views.print_one, name="paper-print"),
    path("<uuid:paper_id>/serve/", marking.serve, name="paper-serve"),
    path("<uuid:paper_id>/replace/", marking.replace, name="paper-replace"),
    path("<uuid:paper_id>/withdraw/", marking.withdraw, name="paper-withdraw"),
    path("<uuid:paper_id>/file/", files.of_paper, name="paper-file"),
]
