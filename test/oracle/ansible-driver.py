"""Runs real playbooks, each in a network and a mount namespace of its own, and prints what the kernel holds afterwards.

usage: ansible-driver.py JOBS.json WORKERS  (as root)
JOBS.json: {"before": {parameter: value}, "jobs": [{"folder", "inventory", "playbook", "host", "link", "own"}]}
  link: whether the host has systemd's link /etc/sysctl.d/99-sysctl.conf
  own: whether the command itself is started, as ansible.cfg is read once a process; else its class runs in a fork
prints a line of JSON for each job: {"job", "status", "output", "run": {…}, "boot": {…}}
"""
import ctypes
import importlib
import json
import os
import select
import signal
import sys
import tempfile
import traceback

os.environ.update(
    ANSIBLE_PYTHON_INTERPRETER='/usr/bin/python3',
    ANSIBLE_GATHERING='explicit',
    ANSIBLE_PIPELINING='True',
    ANSIBLE_NOCOLOR='1',
    ANSIBLE_NOCOWS='1',
    ANSIBLE_RETRY_FILES_ENABLED='0',
    ANSIBLE_LOCALHOST_WARNING='0',
    ANSIBLE_DEPRECATION_WARNINGS='0',
    LC_ALL='C.UTF-8',
)
# a folder without an ansible.cfg, since the configuration is read when the library is loaded
stage = tempfile.mkdtemp(prefix='ansible-oracle-')
os.chdir(stage)
import ansible.cli.playbook as playbook  # noqa: E402
import ansible.executor.playbook_executor  # noqa: E402,F401
import ansible.plugins.loader as plugins  # noqa: E402
import ansible.template  # noqa: E402,F401
from ansible.plugins.connection import local  # noqa: E402

for module in ('basic', 'common.parameters', 'common.respawn', 'common.text.converters', 'facts.system.distribution'):
    importlib.import_module('ansible.module_utils.' + module)

for kind in (plugins.filter_loader, plugins.test_loader):
    list(kind.all())

libc = ctypes.CDLL(None, use_errno=True)
NEWNS, NEWNET = 0x20000, 0x40000000
MS_REC, MS_PRIVATE = 0x4000, 0x40000
limit = 180


start_command = local.Connection.exec_command


def exec_command(self, cmd, in_data=None, sudoable=True):
    """A module comes as the text of a program for Python's standard input: it runs in a fork, which has its libraries already."""
    if in_data is None or b'_ansiballz_main' not in in_data:
        return start_command(self, cmd, in_data, sudoable)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            status = 250
            try:
                for file, number in ((open(os.devnull, 'rb'), 0), (out, 1), (err, 2)):
                    os.dup2(file.fileno(), number)
                sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, open(1, 'w', closefd=False), open(2, 'w', closefd=False)
                exec(compile(in_data, '<stdin>', 'exec'), {'__name__': '__main__'})
                status = 0
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            except BaseException:
                traceback.print_exc()
                status = 1
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return status, out.read(), err.read()


local.Connection.exec_command = exec_command


def checked(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def mount(source, target, kind, flags=0, options=''):
    checked(libc.mount(source.encode(), target.encode(), kind.encode(), flags, options.encode()))


def path_of(parameter):
    return '/proc/sys/' + parameter.replace('.', '/')


def reset(before):
    for parameter, value in before.items():
        with open(path_of(parameter), 'w') as file:
            file.write(value + '\n')


def state(before):
    held = {}
    for parameter in before:
        with open(path_of(parameter)) as file:
            held[parameter] = ' '.join(file.read().split())
    return held


def private_root(link):
    """Everything below /etc and in the folders of the loaders goes into memory, and is gone with the process."""
    checked(libc.unshare(NEWNS))
    mount('none', '/', 'none', MS_REC | MS_PRIVATE)
    mount('tmpfs', stage, 'tmpfs')
    for name in ('upper', 'work', 'home'):
        os.mkdir(os.path.join(stage, name))
    mount('overlay', '/etc', 'overlay', 0, f'lowerdir=/etc,upperdir={stage}/upper,workdir={stage}/work')
    for place in ('/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d'):
        if os.path.isdir(place):
            mount('tmpfs', place, 'tmpfs')
    open('/etc/sysctl.conf', 'w').close()
    if link:
        os.symlink('../sysctl.conf', '/etc/sysctl.d/99-sysctl.conf')
    os.environ.update(HOME=stage + '/home', ANSIBLE_REMOTE_TEMP=stage + '/home/tmp')


def command(words, log, same=None):
    """The exit status of a command in a process group of its own; `same` is called in its place."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        null = os.open('/dev/null', os.O_RDONLY)
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for old, new in ((null, 0), (out, 1), (out, 2)):
            os.dup2(old, new)
        if same is None:
            os.execvp(words[0], words)
        status = 250
        try:
            status = same(words)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException as error:  # what Ansible's own entry prints and turns into a status
            print(f'{type(error).__name__}: {error}', flush=True)
        finally:
            sys.stdout.flush()
            os._exit(status or 0)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(limit)
    _, status = os.waitpid(child, 0)
    signal.alarm(0)
    return os.waitstatus_to_exitcode(status)


def run(job, before):
    private_root(job['link'])
    checked(libc.unshare(NEWNET))
    reset(before)
    os.chdir(job['folder'])
    words = ['ansible-playbook', '-i', job['inventory'], '--limit', job['host'], '-c', 'local', job['playbook']]
    log = os.path.join(stage, 'log')
    same = None if job['own'] else lambda args: playbook.PlaybookCLI(args).run()
    status = command(words, log, same)
    after = state(before)
    checked(libc.unshare(NEWNET))
    reset(before)
    command(['/lib/systemd/systemd-sysctl'], os.path.join(stage, 'boot'))
    with open(log, errors='replace') as file:
        output = file.read()[-6000:]
    return {'status': status, 'output': output, 'run': after, 'boot': state(before)}


def main():
    with open(sys.argv[1]) as file:
        given = json.load(file)
    left = list(enumerate(given['jobs']))[::-1]
    running = {}
    while left or running:
        while left and len(running) < int(sys.argv[2]):
            number, job = left.pop()
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reader)
                try:
                    answer = run(job, given['before'])
                except BaseException as error:
                    answer = {'status': 251, 'output': f'{type(error).__name__}: {error}', 'run': {}, 'boot': {}}
                with os.fdopen(writer, 'w') as pipe:
                    json.dump({'job': number, **answer}, pipe)
                os._exit(0)
            os.close(writer)
            running[reader] = child
        for reader in select.select(list(running), [], [])[0]:
            # the answer is read before the child is waited for, since a pipe holds only so much
            with os.fdopen(reader) as pipe:
                print(pipe.read(), flush=True)
            os.waitpid(running.pop(reader), 0)
    os.rmdir(stage)


main()
