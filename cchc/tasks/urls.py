from django.urls import path

from cchc.tasks.views import calendars, extensions, lists, my_work, obstacles, proof, task

urlpatterns = [
    path("", lists.task_list, name="tasks"),
    path("export.<str:kind>", lists.export, name="tasks_export"),
    path("views/", lists.save_view, name="task_view_save"),
    path("views/<uuid:uid>/<str:act>/", lists.change_view, name="task_view_change"),
    path("mine/", my_work.mine, name="my_work"),
    path("calendar/", calendars.calendar, name="task_calendar"),
    path("timeline/", calendars.timeline, name="task_timeline"),
    path("units/<uuid:uid>/", calendars.unit, name="task_unit"),
    path("occurrences/<uuid:uid>/record/", task.record, name="task_record"),
    path("occurrences/<uuid:uid>/undo/", task.undo, name="task_undo"),
    path("occurrences/<uuid:uid>/evidence/", proof.add_evidence, name="task_evidence"),
    path("occurrences/<uuid:uid>/judge/", proof.judge, name="task_judge"),
    path("occurrences/<uuid:uid>/extension/", extensions.ask, name="task_extension"),
    path("occurrences/<uuid:uid>/extend/", extensions.extend, name="task_extend"),
    path("extensions/<uuid:uid>/", extensions.decide, name="task_extension_decide"),
    path("evidence/<uuid:uid>/remove/", proof.remove_evidence, name="task_evidence_remove"),
    path("<uuid:uid>/", task.task, name="task"),
    path("<uuid:uid>/obstacle/", obstacles.raise_obstacle, name="task_obstacle"),
    path("obstacles/<uuid:uid>/", obstacles.answer, name="task_obstacle_answer"),
    path("<uuid:uid>/event/", task.event, name="task_event"),
]
