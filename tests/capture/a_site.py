"""A site of our own on loopback that stands for the open internet, and a network that leads every name there."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable

from tracker.capture.errand import Network

OUTSIDE = "93.184.216.34"
"""What names lead to here. Nothing connects to it: the network below goes to the site instead."""

Act = Callable[[socket.socket, bytes], None]


class Site:
    """Answers a path with bytes as they are, or lets a function do with the connection what it likes."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Act] = {}
        self.requests: list[bytes] = []
        self.names: dict[str, list[str]] = {}
        self.tls: ssl.SSLContext | None = None
        self.connections: list[tuple[str, int]] = []
        self.asked: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self.ended = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def page(self, path: str, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        """Answer `path` with a body of its length and such headers (`content_type="text/html"`)."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.pages[path] = "\r\n".join([*lines, "", ""]).encode("utf-8") + body

    def network(self) -> Network:
        """Every name leads outside unless `names` says otherwise, and every connection to the site, written down."""

        def resolve(host: str, port: int) -> list[str]:
            self.asked.append(host)
            found = self.names.get(host, [OUTSIDE])
            if not found:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return found

        def connect(ip: str, port: int, seconds: float) -> socket.socket:
            self.connections.append((ip, port))
            return socket.create_connection(("127.0.0.1", self.port), seconds)

        return Network(resolve, connect)

    def close(self) -> None:
        self.ended.set()
        # Closing alone does not wake who waits for the next connection.
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._server.close()

    def _serve(self) -> None:
        while not self.ended.is_set():
            try:
                connection, _ = self._server.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            self._talk(connection)
        except OSError:
            return  # whoever asked has gone
        finally:
            connection.close()

    def _talk(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(65536)
            if not piece:
                return
            request += piece
        self.requests.append(request)
        page = self.pages.get(request.split(b" ")[1].decode("ascii"), b"HTTP/1.1 404 Not Found\r\n\r\n")
        if callable(page):
            page(connection, request)
        else:
            connection.sendall(page)
