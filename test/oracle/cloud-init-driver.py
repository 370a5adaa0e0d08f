# Runs cloud-init's own code over texts given as JSON on standard input, and prints what it makes of them. Nothing is written to the host.
import json
import logging
import sys
from types import SimpleNamespace

logging.disable(logging.CRITICAL)

from cloudinit import handlers, user_data, util
from cloudinit.config import cc_write_files, cc_write_files_deferred
from cloudinit.handlers.cloud_config import CloudConfigPartHandler

written = []


def record(filename, content, mode=0o644, omode="wb", **_):
    data = util.encode_text(content)
    written.append([filename, "a" in omode, data.decode("utf-8", "replace")])


cc_write_files.util = SimpleNamespace(**{**vars(util), "write_file": record, "chownbyname": lambda *_: None})
paths = SimpleNamespace(get_ipath=lambda *_: None, get_ipath_cur=lambda *_: "/nonexistent", get_cpath=lambda *_: "/nonexistent")
cloud = SimpleNamespace(distro=SimpleNamespace(default_owner="root:root"))


def text_of(payload):
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else payload


def script(cfg, key):
    if key not in cfg:
        return None
    try:
        return util.shellify(cfg[key], add_header=False)
    except TypeError:
        return "TypeError"


def call(module, cfg):
    handle = module.handle
    args = ("x", cfg, cloud, logging.getLogger("x"), [])
    try:
        handle(*args[: handle.__code__.co_argcount])
        return "done"
    except Exception as error:
        return type(error).__name__


def user_data_of(text):
    message = user_data.UserDataProcessor(paths).process(text.encode("utf-8"))
    found = []
    handler = CloudConfigPartHandler(paths)
    handler.handle_part(None, handlers.CONTENT_START, None, None, None, {})

    def take(_data, filename, payload, headers):
        ctype = headers["Content-Type"]
        if payload is not None:
            found.append([ctype, filename, text_of(payload)])
        if ctype in ("text/cloud-config", "text/cloud-config-jsonp"):
            handler.handle_part(None, ctype, filename, text_of(payload), None, headers)

    handlers.walk(message, take, None)
    cfg = handler.cloud_buf or {}
    written.clear()
    ends = [call(cc_write_files, cfg), call(cc_write_files_deferred, cfg)]
    return {"parts": found, "files": list(written), "ends": ends, "runcmd": script(cfg, "runcmd"), "bootcmd": script(cfg, "bootcmd")}


cases = json.load(sys.stdin)
out = []
for case in cases:
    try:
        out.append(user_data_of(case))
    except Exception as error:
        out.append({"error": f"{type(error).__name__}: {error}"})
json.dump({"version": __import__("cloudinit.version").version.version_string(), "cases": out}, sys.stdout)
