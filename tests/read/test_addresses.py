"""Which addresses kg fetch connects to, and that it connects to the one it checked."""

import socket

import pytest

from kg.errors import InputError
from kg.read.web import Client, Manners, name
from kg.read.web.addresses import allowed, resolve
from kg.read.web.client import checked


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses(address):
    assert allowed(address, False)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "::1", "fc00::1", "::ffff:10.0.0.1"]
)
def test_addresses_of_one_s_own_network_if_wanted(address):
    assert not allowed(address, False)
    assert allowed(address, True)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "fe80::1%eth0",
        "100.100.100.200",
        "168.63.129.16",
        "fd00:ec2::254",
        "224.0.0.1",
        "ff02::1",
        "0.0.0.0",
        "::",
        "240.0.0.1",
        "255.255.255.255",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
    ],
)
def test_addresses_that_are_never_asked(address):
    assert not allowed(address, False)
    assert not allowed(address, True)


def names(monkeypatch, table):
    """A name server with this table; gives the list of what it was asked."""
    asked = []

    def look_up(host, port, *args, **kwargs):
        asked.append(host)
        if host not in table:
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in table[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    names(monkeypatch, {"a.example": ["93.184.215.14", "10.0.0.1"], "b.example": ["93.184.215.14"]})
    with pytest.raises(InputError, match=r"a\.example: its address 10\.0\.0\.1 is not one of the public internet"):
        resolve("a.example", 80, False)
    assert resolve("b.example", 80, False) == "93.184.215.14"
    with pytest.raises(InputError, match=r"c\.example: no such machine"):
        resolve("c.example", 80, False)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "localhost"])
def test_other_ways_to_write_loopback(host):
    with pytest.raises(InputError, match="not one of the public internet"):
        resolve(host, 80, False)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example", "//a.example", "a.example", "http://", "http://[::1",
     "https://me:secret@a.example/", "javascript:alert(1)", "http://a.example:99999/", "", "http://\x00/"],
)  # fmt: skip
def test_addresses_that_are_none(url):
    with pytest.raises(InputError):
        checked(url)


def test_a_private_address_is_told_of_before_any_connection():
    with Client(Manners(delay=0)) as client, pytest.raises(InputError, match="not one of the public internet"):
        client.get("http://127.0.0.1:9/")


def test_names_of_files_come_from_addresses_alone():
    one, two = name("https://post.example/a/../../Strike?id=1"), name("https://post.example/a/../../Strike?id=2")
    assert one.startswith("post-example-a-strike-")
    assert one != two
    assert set(name("https://x.example/\x00/%2e%2e/ÅÄ" * 50)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
