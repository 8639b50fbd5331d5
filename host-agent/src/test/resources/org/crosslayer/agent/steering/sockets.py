# SPDX-License-Identifier: Apache-2.0
"""Sockets on command, for tests: a JSON object a line in, one out.

Client: connect (answers with the local end, or the error), many, send, close, option, udp. Server: listen, accepted.
"""
import errno
import json
import select
import socket
import sys
import threading

PROTOCOLS = {"tcp": socket.IPPROTO_TCP, "mptcp": 262}
IP_BIND_ADDRESS_NO_PORT = 24
held = []
accepted = []


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def made(request):
    made_one = socket.socket(family(request["address"]), socket.SOCK_STREAM, PROTOCOLS[request["protocol"]])
    for name in request.get("options", []):
        if name == "no_port":
            made_one.setsockopt(socket.SOL_IP, IP_BIND_ADDRESS_NO_PORT, 1)
        elif name.startswith("device="):
            made_one.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, name[7:].encode())
        else:
            made_one.setsockopt(socket.SOL_SOCKET, getattr(socket, name), 1)
    if "bind" in request:
        made_one.bind(tuple(request["bind"]))
    return made_one


def answer_of(connection, request):
    try:
        connection.connect((request["address"], request["port"]))
        error = None
    except BlockingIOError:
        select.select([], [connection], [], 10)
        code = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        error = errno.errorcode[code] if code else None
    except OSError as problem:
        error = errno.errorcode[problem.errno]
    host, port = connection.getsockname()[:2]
    return {"host": host, "source_port": port, "error": error}


def do_connect(request):
    """Opens a connection and holds it."""
    connection = made(request)
    connection.setblocking(not request.get("nonblocking", False))
    held.append(connection)
    return {"number": len(held) - 1, **answer_of(connection, request)}


def do_reconnect(request):
    """Connects a socket that is held once more."""
    return answer_of(held[request["number"]], request)


def do_many(request):
    """Opens connections one after the other and waits until the server has closed each."""
    for _ in range(request["count"]):
        with made(request) as connection:
            connection.connect((request["address"], request["port"]))
            connection.recv(1)
    return {}


def do_until(request):
    """Opens connections until one has a source port outside of the range, or so many."""
    for count in range(request["count"]):
        with made(request) as connection:
            connection.connect((request["address"], request["port"]))
            port = connection.getsockname()[1]
            connection.recv(1)
        if not request["first"] <= port <= request["last"]:
            return {"connections": count, "source_port": port}
    return {"connections": request["count"], "source_port": 0}


def do_use(request):
    """Sends and reads back, so that the connection is fully established."""
    held[request["number"]].sendall(b"x")
    held[request["number"]].recv(1)
    return {}


def do_close(request):
    held[request["number"]].close()
    return {}


def do_option(request):
    return {"value": held[request["number"]].getsockopt(socket.SOL_SOCKET, getattr(socket, request["name"]))}


def do_udp(request):
    with socket.socket(family(request["address"]), socket.SOCK_DGRAM) as datagrams:
        datagrams.connect((request["address"], request["port"]))
        return {"source_port": datagrams.getsockname()[1]}


def do_cgroup(request):
    """Moves this process; sockets made from now on belong there."""
    with open(request["directory"] + "/cgroup.procs", "w", encoding="ascii") as processes:
        processes.write("0")
    return {}


def serve(connection, closes):
    with connection:
        try:
            while not closes and connection.recv(1):
                connection.sendall(b"x")
        except OSError:
            pass


def accept(listener, closes):
    while True:
        connection, peer = listener.accept()
        accepted.append(peer[:2])
        threading.Thread(target=serve, args=(connection, closes), daemon=True).start()


def do_listen(request):
    """Accepts; closes at once, or answers."""
    listener = socket.socket(family(request["address"]), socket.SOCK_STREAM, PROTOCOLS["mptcp"])
    listener.bind((request["address"], 0))
    listener.listen(4096)
    threading.Thread(target=accept, args=(listener, request["closes"]), daemon=True).start()
    return {"port": listener.getsockname()[1]}


def do_accepted(_):
    """The peers' ends of all connections so far, and forgets them."""
    answer = {"peers": list(accepted)}
    accepted.clear()
    return answer


for line in sys.stdin:
    asked = json.loads(line)
    try:
        print(json.dumps(globals()["do_" + asked["do"]](asked)), flush=True)
    except OSError as failure:
        print(json.dumps({"error": str(failure)}), flush=True)
