# Runs the real ansible.posix.sysctl on files given as JSON on standard input: a list of {"text", "calls": [{"name", "value", "state"}]}.
# Prints what each file holds afterwards. Nothing is written to the kernel: no call reloads.
import contextlib
import io
import json
import os
import sys
import tempfile

from ansible.module_utils import basic
from ansible_collections.ansible.posix.plugins.modules import sysctl

ends = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "60.conf")
    for case in json.load(sys.stdin):
        with open(path, "w") as file:
            file.write(case["text"])
        for call in case["calls"]:
            options = {**{k: v for k, v in call.items() if v is not None}, "sysctl_file": path, "reload": False}
            basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": options}).encode()
            said = io.StringIO()
            try:
                with contextlib.redirect_stdout(said):
                    sysctl.main()
            except SystemExit as end:
                if end.code:
                    sys.exit(f"{call}: {said.getvalue()}")
        with open(path) as file:
            ends.append(file.read())
json.dump(ends, sys.stdout)
