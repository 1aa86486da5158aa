from django.urls import path

from cchc.reports.views import (
    boards,
    copying,
    deciding,
    facts,
    lists,
    papers,
    parts,
    sending,
    workspace,
)

urlpatterns = [
    path("", lists.reports, name="reports"),
    path("board/", boards.units, name="report_board"),
    path("received/", boards.received, name="reports_received"),
    path("open/<uuid:uid>/", lists.open_one, name="report_open"),
    path("parts/<uuid:uid>/", parts.part, name="report_part"),
    path("parts/<uuid:uid>/judge/", parts.judge, name="report_part_judge"),
    path("<uuid:uid>/", workspace.report, name="report"),
    path("<uuid:uid>/sections/<str:code>/", workspace.section, name="report_section"),
    path("<uuid:uid>/consolidate/", workspace.bring_together, name="report_consolidate"),
    path("<uuid:uid>/bases/", workspace.bases, name="report_bases"),
    path("<uuid:uid>/facts/<str:key>/", facts.fact, name="report_fact"),
    path("<uuid:uid>/submit/", deciding.submit, name="report_submit"),
    path("<uuid:uid>/return/", deciding.give_back, name="report_return"),
    path("<uuid:uid>/issue/", deciding.issue, name="report_issue"),
    path("<uuid:uid>/send/", deciding.send, name="report_send"),
    path("<uuid:uid>/correct/", deciding.correct, name="report_correct"),
    path("<uuid:uid>/remind/", boards.remind, name="report_remind"),
    path("<uuid:uid>/answer/", boards.answer, name="report_answer"),
    path("<uuid:uid>/copying/", copying.copying, name="report_copying"),
    path("<uuid:uid>/copying/tick/", copying.tick, name="report_tick"),
    path("<uuid:uid>/transmissions/", sending.transmissions, name="report_transmissions"),
    path("<uuid:uid>/paper/", papers.paper, name="report_paper"),
    path("<uuid:uid>/paper/<slug:kind>/", papers.export, name="report_export"),
]
