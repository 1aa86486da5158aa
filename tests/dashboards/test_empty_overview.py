"""The overview before anything is in force."""


def test_without_a_plan_the_page_says_what_to_do_next(client, cast):
    client.force_login(cast.coordinator)
    page = client.get("/").content.decode()
    assert "Nhập kế hoạch" in page

    client.force_login(cast.lan)
    assert (
        "Khi đầu mối CCHC của cơ quan đưa kế hoạch vào theo dõi" in client.get("/").content.decode()
    )
