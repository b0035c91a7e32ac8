"""Files are written whole or not at all, and nothing of a writer that was killed stays."""

import os
import signal
import subprocess
import sys

import pytest

from kg.errors import ExportError
from kg.files import replacing

WRITER = """
import sys
from pathlib import Path
from kg.files import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    print("writing", flush=True)
    sys.stdin.readline()
"""


def writer(target):
    """A process that has written half of a file and waits for a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, target], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "writing\n"
    return process


def parts(folder):
    return sorted(p.name for p in folder.iterdir() if p.name.endswith(".part"))


def write(target, what):
    with replacing(target) as stream:
        stream.write(what)


def test_the_next_writer_deletes_what_a_killed_one_left(tmp_path):
    target = tmp_path / "graph[1].ttl"
    target.write_bytes(b"old")
    with writer(target) as process:
        process.send_signal(signal.SIGKILL)
    assert len(parts(tmp_path)) == 1
    assert target.read_bytes() == b"old"
    write(target, b"new")
    assert (parts(tmp_path), target.read_bytes()) == ([], b"new")


def test_a_writer_at_work_is_left_alone(tmp_path):
    target = tmp_path / "graph.ttl"
    with writer(target) as process:
        write(target, b"new")
        assert (len(parts(tmp_path)), target.read_bytes()) == (1, b"new")
        process.communicate("go on\n")
    assert process.returncode == 0
    assert (parts(tmp_path), target.read_bytes()) == ([], b"half")


def test_parts_of_other_files_and_what_only_looks_so_stay(tmp_path):
    names = [".other.ttl.abcdefgh.part", ".graph.ttl.mine.part", ".graphxttl.abcdefgh.part", "graph.ttl.abcdefgh.part"]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".graph.ttl.abcdefg1.part").mkdir()
    (tmp_path / "kept").write_bytes(b"kept")
    (tmp_path / ".graph.ttl.abcdefg2.part").symlink_to(tmp_path / "kept")
    write(tmp_path / "graph.ttl", b"new")
    assert parts(tmp_path) == sorted([*names, ".graph.ttl.abcdefg1.part", ".graph.ttl.abcdefg2.part"])
    assert (tmp_path / "kept").read_bytes() == b"kept"


def test_many_writers_of_one_file_do_not_harm_each_other(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom kg.files import replacing\nfor n in range(200):\n"
        "    with replacing(Path(sys.argv[1])) as s: s.write(sys.argv[2].encode() * 1000)"
    )
    target = tmp_path / "graph.ttl"
    running = [subprocess.Popen([sys.executable, "-c", code, target, letter]) for letter in "abc"]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert (parts(tmp_path), target.read_bytes() in {letter * 1000 for letter in (b"a", b"b", b"c")}) == ([], True)


def test_an_error_leaves_the_old_file(tmp_path):
    target = tmp_path / "graph.ttl"
    write(target, b"old")
    with pytest.raises(TypeError), replacing(target) as stream:
        stream.writelines([b"half", "no bytes"])
    assert (parts(tmp_path), target.read_bytes()) == ([], b"old")


def test_rights_are_those_of_any_new_file(tmp_path):
    write(tmp_path / "graph.ttl", b"")
    (tmp_path / "plain").write_bytes(b"")
    assert os.stat(tmp_path / "graph.ttl").st_mode == os.stat(tmp_path / "plain").st_mode


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ExportError, match="cannot be written: No such file"):
        write(tmp_path / "none" / "graph.ttl", b"")
