# SPDX-License-Identifier: Apache-2.0
"""MPTCP sockets on command, for tests: reads a command a line from standard input, answers "ok ..." or "error ...".

listen ADDRESS PORT            accept and echo; "ok PORT"
connect ADDRESS PORT           "ok ID LOCAL_PORT", before any data
swallow ADDRESS PORT READS     accept and read so many times, then no more (-1: always); "ok PORT"
echo ID BYTES                  send and read back
pour ID                        send as fast as it goes, until it is closed
trickle ID BYTES SECONDS       send so many bytes every so many seconds, until it is closed
close ID                       close
abort ID                       close with a reset
storm COUNT                    open and close so many listeners
hold ADDRESS PORT              listen on a plain TCP port; "ok PORT"
burst ADDRESS PORT COUNT       open, use and close so many connections
crowd ADDRESS PORT COUNT       open so many connections at once, use and keep them
"""
import socket
import struct
import sys
import threading
import time

IPPROTO_MPTCP = 262
sockets = {}


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def serve(connection):
    with connection:
        while True:
            try:
                data = connection.recv(65536)
                if not data:
                    return
                connection.sendall(data)
            except OSError:
                return


def accept(listener):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


def listening(address, port, protocol):
    listener = socket.socket(family(address), socket.SOCK_STREAM, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(4096)
    return listener


def do_listen(address, port):
    listener = listening(address, int(port), IPPROTO_MPTCP)
    threading.Thread(target=accept, args=(listener,), daemon=True).start()
    return listener.getsockname()[1]


def swallow(connection, reads):
    while reads != 0 and connection.recv(65536):
        reads -= 1


def do_swallow(address, port, reads):
    listener = listening(address, int(port), IPPROTO_MPTCP)

    def accept_all():
        while True:
            connection, _ = listener.accept()
            # Kept, so that it stays open.
            sockets[-len(sockets) - 1] = connection
            threading.Thread(target=swallow, args=(connection, int(reads)), daemon=True).start()

    threading.Thread(target=accept_all, daemon=True).start()
    return listener.getsockname()[1]


def do_hold(address, port):
    sockets[-len(sockets) - 1] = held = listening(address, int(port), 0)
    return held.getsockname()[1]


def do_connect(address, port):
    connection = socket.socket(family(address), socket.SOCK_STREAM, IPPROTO_MPTCP)
    connection.connect((address, int(port)))
    number = len(sockets) + 1
    sockets[number] = connection
    return f"{number} {connection.getsockname()[1]}"


def do_echo(number, count):
    echo(sockets[int(number)], int(count))


def echo(connection, count):
    sent = 0
    while sent < count:
        chunk = min(65536, count - sent)
        connection.sendall(b"x" * chunk)
        left = chunk
        while left > 0:
            data = connection.recv(left)
            if not data:
                raise OSError("the peer has closed")
            left -= len(data)
        sent += chunk


def in_background(connection, chunk, pause):
    def send():
        try:
            while True:
                connection.sendall(chunk)
                time.sleep(pause)
        except OSError:
            pass

    threading.Thread(target=send, daemon=True).start()


def do_pour(number):
    in_background(sockets[int(number)], b"x" * 65536, 0)


def do_trickle(number, count, seconds):
    in_background(sockets[int(number)], b"x" * int(count), float(seconds))


def do_close(number):
    sockets[int(number)].close()


def do_abort(number):
    connection = sockets[int(number)]
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def do_storm(count):
    for _ in range(int(count)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP) as listener:
            listener.listen(1)


def do_burst(address, port, count):
    for _ in range(int(count)):
        with socket.socket(family(address), socket.SOCK_STREAM, IPPROTO_MPTCP) as connection:
            connection.connect((address, int(port)))
            echo(connection, 1)


def do_crowd(address, port, count):
    crowd = []
    for _ in range(int(count)):
        connection = socket.socket(family(address), socket.SOCK_STREAM, IPPROTO_MPTCP)
        connection.connect((address, int(port)))
        crowd.append(connection)
        sockets[-len(sockets) - 1] = connection
    for connection in crowd:
        connection.sendall(b"x")
    for connection in crowd:
        if not connection.recv(1):
            raise OSError("the peer has closed")


def main():
    for line in sys.stdin:
        name, *arguments = line.split()
        try:
            answer = globals()["do_" + name](*arguments)
            print("ok" if answer is None else f"ok {answer}", flush=True)
        except OSError as error:
            print(f"error {error}", flush=True)


main()
