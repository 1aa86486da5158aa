"""The one command: `cchc read | compare | serve | worker | migrate | demo | backup | restore | check`.

Django is loaded only by the commands that need it; reading and comparing plans do not.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

USAGE = """Cách dùng: cchc LỆNH [THAM SỐ]

  read FILE [PHỤ LỤC...] [--json]   đọc một kế hoạch và in ra những gì hiểu được
  compare A B [--json]              đối chiếu hai kế hoạch: cấp trên với ta, hoặc năm trước với năm nay
  serve [--with-worker]             chạy máy chủ web (kèm tiến trình nền); PORT, CCHC_BIND
  worker                            chạy tiến trình nền
  migrate                           tạo hoặc nâng cấp cơ sở dữ liệu
  demo [--with THƯ-MỤC]             nạp dữ liệu trình diễn
  backup TỆP                        sao lưu cơ sở dữ liệu và tài liệu kiểm chứng, có mật khẩu
  restore TỆP [--replace]           khôi phục từ bản sao lưu
  check                             kiểm tra cấu hình và nơi triển khai
  check audit [--heads TỆP]         kiểm tra nhật ký có bị sửa, xóa, chèn, cắt đuôi không
  check evidence                    băm lại mọi tệp trong kho tài liệu kiểm chứng
  check tasks [--set-right]         đếm lại nhiệm vụ, so với các tổng giữ sẵn; sửa những tổng lệch
"""


def read(arguments: list[str]) -> int:
    from cchc.reading.cli import main as read_main

    return read_main(arguments)


def compare(arguments: list[str]) -> int:
    from cchc.plans.compare_cli import main as compare_main

    return compare_main(arguments)


def serve(arguments: list[str]) -> int:
    from cchc.core.serving import PortTaken, Supervisor

    unknown = [each for each in arguments if each != "--with-worker"]
    if unknown:
        return _misused(f"serve không có tham số {' '.join(unknown)}")
    environment = os.environ
    if not environment.get("PORT", "8000").isdigit():
        return _misused("PORT phải là một số")
    supervisor = Supervisor(
        host=environment.get("CCHC_BIND", "127.0.0.1"),
        port=int(environment.get("PORT", "8000")),
        web_workers=int(environment.get("CCHC_WEB_WORKERS", "2")),
        with_worker="--with-worker" in arguments,
    )
    is_demo = environment.get("CCHC_ENV") == "demo"
    try:
        return supervisor.run(notes=_var() / "demo-accounts.txt" if is_demo else None)
    except PortTaken as refusal:
        print(refusal, file=sys.stderr)
        return 1


def worker(arguments: list[str]) -> int:
    return _manage("worker", *arguments)


def migrate(arguments: list[str]) -> int:
    _var().mkdir(mode=0o700, parents=True, exist_ok=True)
    steps = (
        ("migrate", "--noinput", "-v", "0", *arguments),
        ("createcachetable",),
        ("load_references",),
        ("check_tasks", "--set-right"),  # what a state depends on may have changed
    )
    return next((failed for step in steps if (failed := _manage(*step))), 0)


def demo(arguments: list[str]) -> int:
    return _manage("demo", *arguments)


def backup(arguments: list[str]) -> int:
    return _manage("backup", *arguments)


def restore(arguments: list[str]) -> int:
    return _manage("restore", *arguments)


def check(arguments: list[str]) -> int:
    name, *rest = arguments or ["installation"]
    if name not in CHECKS:
        return _misused(f"check không có phần {name}")
    return _manage(f"check_{name}", *rest)


CHECKS = ("installation", "audit", "evidence", "tasks")
COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "read": read,
    "compare": compare,
    "serve": serve,
    "worker": worker,
    "migrate": migrate,
    "demo": demo,
    "backup": backup,
    "restore": restore,
    "check": check,
}


def main() -> int:
    """Run one command; the exit status, 2 when it was not understood."""
    name, *arguments = sys.argv[1:] or ["--help"]
    if name in {"-h", "--help", "help"}:
        print(USAGE)
        return 0
    if name not in COMMANDS:
        return _misused(f"không có lệnh {name}")
    return COMMANDS[name](arguments)


def _var() -> Path:
    """The folder that settings call VAR_DIR, without loading Django."""
    return Path(os.environ.get("CCHC_VAR", Path(__file__).resolve().parents[1] / "var"))


def _manage(*arguments: str) -> int:
    """Run a management command in this process; a setting that is missing or wrong is one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import ManagementUtility

    try:
        ManagementUtility(["cchc", *arguments]).execute()
    except ImproperlyConfigured as error:
        print(f"✗ Cấu hình: {error}", file=sys.stderr)
        return 1
    return 0


def _misused(reason: str) -> int:
    print(f"cchc: {reason}\n\n{USAGE}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
