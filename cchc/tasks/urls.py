from django.urls import path

from cchc.tasks.views import calendars, feed, lists, reminders, task, urging

urlpatterns = [
    path("", lists.task_list, name="tasks"),
    path("export.<str:kind>", lists.export, name="tasks_export"),
    path("views/", lists.save_view, name="task_view_save"),
    path("views/<uuid:uid>/<str:act>/", lists.change_view, name="task_view_change"),
    path("calendar/", calendars.calendar, name="task_calendar"),
    path("timeline/", calendars.timeline, name="task_timeline"),
    path("units/<uuid:uid>/", calendars.unit, name="task_unit"),
    path("urging/", urging.urging, name="urging"),
    path("urging/paper/", urging.paper, name="urging_paper"),
    path("urging/rules/", reminders.rules, name="reminder_rules"),
    path("urging/rules/shipped/", reminders.shipped, name="reminder_rules_shipped"),
    path("feed/", feed.settings, name="task_feed"),
    path("feed/end/", feed.end, name="task_feed_end"),
    path("feed/<str:secret>.ics", feed.feed, name="task_feed_file"),
    path("occurrences/<uuid:uid>/record/", task.record, name="task_record"),
    path("occurrences/<uuid:uid>/undo/", task.undo, name="task_undo"),
    path("<uuid:uid>/", task.task, name="task"),
    path("<uuid:uid>/event/", task.event, name="task_event"),
]
