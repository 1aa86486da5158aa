"""`cchc demo [--with DIR]`: load the fictional office, relative to today; running again adds nothing twice."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cchc.core import clock
from cchc.dashboards.demo_office.assigned import load_assigned
from cchc.dashboards.demo_office.calendar import load_calendar
from cchc.dashboards.demo_office.directory import Account, load_directory
from cchc.dashboards.demo_office.figures import load_figures
from cchc.dashboards.demo_office.guests import load_guests
from cchc.dashboards.demo_office.programme import load_plan, plans_of
from cchc.dashboards.demo_office.reports import load_reports
from cchc.dashboards.demo_office.results import record_results


class Command(BaseCommand):
    help = "Nạp dữ liệu trình diễn (tỉnh Lam Sơn, giả định)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--with", dest="folder", type=Path, help="thư mục có kế hoạch cần thêm")

    def handle(self, *args: Any, folder: Path | None = None, **options: Any) -> None:
        if settings.ENV == "production":
            raise CommandError("Không nạp dữ liệu trình diễn vào hệ thống chính thức.")
        if folder is not None and not folder.is_dir():
            raise CommandError(f"Không có thư mục {folder}.")
        at, today = clock.now(), clock.today()
        units, accounts = load_directory(at)
        for demo in plans_of(today):
            plan = load_plan(demo, units[demo.agency], at)
            if plan is not None:
                done = record_results(plan, today)
                self.stdout.write(
                    f"{demo.file_name}: {plan.tasks.count()} nhiệm vụ, {done} kết quả"
                )
        for unit in units.values():
            if unit.is_agency and (tasks := load_assigned(unit, today)):
                self.stdout.write(f"{unit.name}: {tasks} nhiệm vụ phát sinh")
            if unit.is_agency and (periods := load_calendar(unit, today)):
                self.stdout.write(f"{unit.name}: {periods} kỳ báo cáo")
            if unit.is_agency and (said := load_figures(unit, today)):
                self.stdout.write(f"{unit.name}: {said} số liệu")
            if unit.is_agency and (made := load_reports(unit, today)):
                self.stdout.write(f"{unit.name}: {made} báo cáo")
        for name, outcome in load_guests(folder, at) if folder else ():
            self.stdout.write(f"{name}: {outcome}")
        if accounts:
            _note(accounts)


def _note(accounts: list[Account]) -> None:
    """Keep the demo's passwords where only the one who runs it can read them, those of earlier loads too."""
    path = Path(settings.VAR_DIR) / "demo-accounts.txt"
    path.touch(mode=0o600)
    path.chmod(0o600)
    lines = [f"{each.username:<12} {each.password:<18} {each.about}" for each in accounts]
    new = {each.username for each in accounts}
    earlier = path.read_text(encoding="utf-8").splitlines()
    lines = [line for line in earlier if line.split()[:1] and line.split()[0] not in new] + lines
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
