"""Which machines may be asked: those of the public internet, and connections go to the address that was checked."""

from __future__ import annotations

import ipaddress
import socket

import httpx

from kg.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses at which clouds tell a machine its secrets, and which no class of addresses holds.
METADATA = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "100.100.100.200", "fd00:ec2::254")))
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def allowed(address: str, private: bool) -> bool:
    """Whether an IP address may be connected to.

    Args:
        private: also addresses of one's own network and machine; never those of links, groups and cloud metadata.
    """
    return all(_allowed(one, private) for one in _meant(ipaddress.ip_address(address.split("%")[0])))


def _allowed(address: Address, private: bool) -> bool:
    if address in METADATA or address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if address.is_loopback or (address.is_private and not address.is_reserved):
        return private
    return address.is_global and not address.is_reserved


def _meant(address: Address) -> list[Address]:
    """The address, and the IPv4 address that an IPv6 address carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    inside: list[Address] = [address]
    return inside + [a for a in (address.sixtofour, *(address.teredo or ())) if a]


def resolve(host: str, port: int, private: bool) -> str:
    """An address of a host, each of whose addresses may be connected to.

    Raises:
        InputError: the name is not known, or one of its addresses is not allowed.
    """
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise InputError(f"{host}: no such machine.", "Check the address.") from error
    for address in found:
        if not allowed(address, private):
            remedy = "" if private else "Use --allow-private for pages of your own network."
            raise InputError(f"{host}: its address {address} is not one of the public internet.", remedy)
    return found[0]


class Pinned(httpx.BaseTransport):
    """Looks a name up once, checks its addresses, and connects to the one that was checked.

    So a name server cannot give a public address to the check and a private one to the connection. Connections are
    not kept, since those to one address may be meant for several names.
    """

    def __init__(self, private: bool) -> None:
        self.private = private
        self.inner = httpx.HTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.raw_host.decode("ascii")
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        address = resolve(host, port, self.private)
        # The header Host is set; certificates are checked for the name.
        extensions = {**request.extensions, "sni_hostname": host}
        pinned = request.url.copy_with(host=address)
        return self.inner.handle_request(
            httpx.Request(request.method, pinned, headers=request.headers, extensions=extensions)
        )

    def close(self) -> None:
        self.inner.close()
