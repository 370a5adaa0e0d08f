# Runs Ansible's real modules on files given as JSON on standard input: a list of {"text", "calls": [{"module", "options"}]}.
# Prints what each file holds afterwards. Nothing is written to the kernel: no call reloads.
import contextlib
import io
import json
import os
import sys
import tempfile

from ansible.module_utils import basic
from ansible.modules import blockinfile, lineinfile
from ansible_collections.ansible.posix.plugins.modules import sysctl

modules = {"sysctl": sysctl, "lineinfile": lineinfile, "blockinfile": blockinfile}
ends = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "60.conf")
    for case in json.load(sys.stdin):
        with open(path, "w") as file:
            file.write(case["text"])
        for call in case["calls"]:
            given = {"sysctl_file": path, "reload": False} if call["module"] == "sysctl" else {"path": path}
            basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": {**call["options"], **given}}).encode()
            said = io.StringIO()
            try:
                with contextlib.redirect_stdout(said):
                    modules[call["module"]].main()
            except SystemExit as end:
                if end.code:
                    sys.exit(f"{call}: {said.getvalue()}")
        with open(path) as file:
            ends.append(file.read())
json.dump(ends, sys.stdout)
