from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "cchc.messages"
    label = "cchc_messages"  # Django's own one-time messages are called "messages"

    def ready(self) -> None:
        from cchc.core import jobs, schedule, topbar
        from cchc.messages import presenters
        from cchc.messages.jobs import digest, send_mail
        from cchc.messages.selectors import unread_count
        from cchc.messages.services.organisation import listen

        jobs.register("messages.digest", digest)
        jobs.register("messages.send_mail", send_mail)
        schedule.every("messages.digest", minutes=10)
        presenters.register_all()
        listen()
        topbar.add(topbar.Sign("Thông báo", "notices", "bell", unread_count))
