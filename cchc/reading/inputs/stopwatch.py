"""Stops a reading that takes too long, wherever in a library it is."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TimeIsUp(BaseException):
    """Raised in the reading thread. No `Exception`, so that no library on the way swallows it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp in the calling thread when the block runs longer than this.

    A page can be made to draw itself without end inside the PDF library, which has no limit of its
    own; signals reach the main thread only, and a reading may run in any.
    """
    thread = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lock, is_over = threading.Lock(), threading.Event()

    def stop() -> None:
        with lock:
            if not is_over.is_set():
                raise_in(thread, ctypes.py_object(TimeIsUp))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            is_over.set()
        timer.cancel()
