"""How a task stands on a day, as the page's own query says."""

from cchc.tasks.models import Task
from cchc.tasks.selectors.states import with_state


def state_on(task, day):
    """The state that lists and counts give it on that day, with a week as soon."""
    return with_state(Task.objects.filter(pk=task.pk), day, 7).get().state
