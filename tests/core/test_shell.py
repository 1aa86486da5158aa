"""The frame of every page."""


def test_a_stranger_is_led_to_the_sign_in_page(client, db):
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_a_person_sees_her_name_and_unit_on_every_page(client, cast):
    client.force_login(cast.lan)
    page = client.get("/").content.decode()
    assert "Trần Thị Lan" in page
    assert "Văn phòng Sở" in page


def test_health_answers_without_an_account(client, db):
    assert client.get("/health").json() == {"status": "ok"}
