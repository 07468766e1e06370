"""The addresses of published figures, of who pays for them, and of the board of those who run a team."""

from django.urls import path, register_converter

from mhst.reporting.views import board, commission, figures, revision


class CapitalsConverter:
    """What no address of ours has."""

    regex = ".*[A-Z].*"
    to_python = to_url = staticmethod(str)


register_converter(CapitalsConverter, "capitals")
urlpatterns = [
    path("board/", board.index, name="board"),
    path("commissions/", commission.index, name="commissions"),
    path("commissions/add/", commission.add, name="commission-add"),
    path("commissions/<uuid:id>/", commission.change, name="commission-change"),
    path("figures/", figures.index, name="figures"),
    path("figures/told/", figures.told, name="figures-told"),
    path("figures/<capitals:typed>", figures.without_capitals, name="figures-without-capitals"),
    path("figures/<uuid:id>/", figures.quarter, name="figures-quarter"),
    path("figures/<uuid:id>/report.pdf", figures.report, name="figures-report"),
    path("figures/<uuid:id>/log/", figures.log, name="figures-log"),
    path("figures/<uuid:id>/revise/", revision.revise, name="figures-revise"),
    path("figures/<uuid:id>/<slug:key>/", figures.table, name="figures-table"),
    path("figures/<uuid:id>/<slug:key>.<slug:kind>", figures.file, name="figures-file"),
]
