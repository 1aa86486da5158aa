"""Programs that open files from outside in a process of their own: bounded, without network, without Django.

The worker starts them by `reading.inputs.programs`; each writes one JSON file or pictures and says no more.
"""
