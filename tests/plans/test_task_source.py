"""From a task to its words in the plan."""

import uuid


def test_a_reader_sees_the_tasks_words_marked_in_the_text(client, cast, in_force):
    plan = in_force()
    task = plan.tasks.get(path="II.2.a")
    client.force_login(cast.lan)

    page = client.get(f"/plans/{plan.uid}/source/{task.uid}/").content.decode()

    assert f'<mark id="place">{task.text}</mark>' in page
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in page


def test_the_task_page_leads_there(client, cast, in_force):
    plan = in_force()
    task = plan.tasks.get(path="II.2.a")
    client.force_login(cast.lan)

    page = client.get(f"/tasks/{task.uid}/").content.decode()

    assert f"/plans/{plan.uid}/source/{task.uid}/#place" in page


def test_others_and_unknown_tasks_find_nothing(client, cast, in_force):
    plan = in_force()
    task = plan.tasks.get(path="II.2.a")
    client.force_login(cast.stranger)
    assert client.get(f"/plans/{plan.uid}/source/{task.uid}/").status_code == 404

    client.force_login(cast.lan)
    assert client.get(f"/plans/{plan.uid}/source/{uuid.uuid4()}/").status_code == 404
