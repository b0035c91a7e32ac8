"""`kg` in processes of their own that need not load its libraries: forks of one process that has them.

Loading takes three seconds, a fork some hundredths of one. Tests of how `kg` starts (its streams, the hash seed, rights
of the user) begin real ones.
"""

import atexit
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor


class Fork:
    """A process that is `kg`."""

    def __init__(self, channel, request, stdin):
        (out, its_out), (err, its_err), (reply, its_reply) = os.pipe(), os.pipe(), os.pipe()
        with tempfile.TemporaryFile() as given:
            given.write(stdin.encode())
            given.seek(0)
            socket.send_fds(channel, [json.dumps(request).encode()], [given.fileno(), its_out, its_err, its_reply])
        for there in (its_out, its_err, its_reply):
            os.close(there)
        self._printed = [open(end, encoding="utf-8", newline="") for end in (out, err)]  # noqa: SIM115
        self._reply = open(reply, "rb", buffering=0)  # noqa: SIM115
        self.pid, self.returncode = int(self._reply.readline()), None

    def poll(self, timeout=0):
        """The exit status, or None while it runs."""
        if self.returncode is None and select.select([self._reply], [], [], timeout)[0]:
            self.returncode = int(self._reply.readline())
            self._reply.close()
        return self.returncode

    def kill(self, number=signal.SIGKILL):
        if self.poll() is None:
            os.kill(self.pid, number)

    def done(self, timeout=120):
        """What became of it, when it has ended; it is killed when the time is over."""
        clock = threading.Timer(timeout, self.kill)
        clock.start()
        with self._printed[0] as out, self._printed[1] as err, ThreadPoolExecutor(1) as beside:
            said = beside.submit(err.read)
            printed = out.read()
        assert self.poll(timeout) is not None
        clock.cancel()
        return subprocess.CompletedProcess(self.pid, self.returncode, printed, said.result())


class Forks:
    """The process that has the libraries."""

    def __init__(self):
        self._channel, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, __file__, str(other.fileno())]
        self._server = subprocess.Popen(command, pass_fds=[other.fileno()], stdin=subprocess.DEVNULL)
        other.close()

    def begin(self, *words, cwd=".", stdin="", room=None, code=None):
        """`kg` with these words in a folder, where no file may grow beyond `room` bytes; or a script with them."""
        request = {"words": [*map(str, words)], "cwd": os.path.abspath(cwd), "env": {**os.environ}, "room": room}
        request["code"] = code
        return Fork(self._channel, request, stdin)

    def run(self, *words, **how):
        """The same, to its end."""
        return self.begin(*words, **how).done()

    def close(self):
        self._channel.close()
        self._server.wait(timeout=60)


def warm():
    """Loads what commands need. No store is opened and no model of attribution: forks would lack their threads."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    from kg.cli import COMMANDS
    from kg.cli.commands import cli
    from kg.config import Settings
    from kg.model import Article
    from kg.pipeline import extract, quads

    for name in COMMANDS:
        cli.get_command(None, name)
    for extraction in extract([Article("Orla Brandt of Local 9 said 300 workers struck.")], Settings(fast=True)):
        quads(extraction)


def serve(channel):
    """Forks for each request until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        said, fds, _, _ = socket.recv_fds(channel, 1 << 20, 4)
        if not said:
            return
        if os.fork() == 0:
            channel.close()
            watched(json.loads(said), *fds)
        for fd in fds:
            os.close(fd)


def watched(request, *fds):
    """Begins the process and tells of its number and its end."""
    *streams, reply = fds
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        os.close(reply)
        work(request, streams)
    os.write(reply, b"%d\n" % pid)
    os.write(reply, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os._exit(0)


def work(request, streams):
    """Is `kg`, or the script; never comes back."""
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
        os.close(fd)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    if request["room"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["room"],) * 2)
    sys.argv = ["kg", *request["words"]]
    status = 1
    try:
        if request["code"]:
            exec(request["code"], {"__name__": "__main__"})
        else:
            from kg.cli import main

            main()
        status = 0
    except SystemExit as left:
        status = left.code
    except BaseException:
        traceback.print_exc()
    finally:
        # The usual end of a process would wait for threads of libraries, which only the first one has.
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    channel = socket.socket(fileno=int(sys.argv[1]))
    warm()
    serve(channel)
