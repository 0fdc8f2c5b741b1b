"""What a command and all that it starts takes: measured.py COMMAND [ARGUMENT...]

Prints seconds of processor time, and the megabytes that the largest of its processes had. This
program is small on purpose: Linux counts as a process's memory what the one that started it had.
"""

import os
import sys

run = os.posix_spawnp(
    sys.argv[1],
    sys.argv[1:],
    os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
)
_, status, used = os.wait4(run, 0)
per_megabyte = 1e6 if sys.platform == "darwin" else 1e3
print(used.ru_utime + used.ru_stime, used.ru_maxrss / per_megabyte)
sys.exit(os.waitstatus_to_exitcode(status))
