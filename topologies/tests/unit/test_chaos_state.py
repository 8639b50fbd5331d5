# SPDX-License-Identifier: Apache-2.0
"""What ss, agents and controllers print becomes the same states."""

from crosslayer_lab.chaos import state
from crosslayer_lab.chaos.state import Subflow

MPTCP = """\
ESTAB 0 0 10.0.1.2:40000 10.0.2.2:7000 subflows:1 subflows_max:2 remote_key token:de9f250 write_seq:96 snd_una:96
LAST-ACK 0 0 [::ffff:10.0.1.2]:7000 [::ffff:10.0.2.2]:47856 subflows_max:2 token:bead7f03 write_seq:d4
LISTEN 0 128 *:7000 *:*
"""
TCP = """\
LISTEN 0 128 *:7000 *:* bbr cwnd:10 tcp-ulp-mptcp
ESTAB 0 0 10.0.1.2:40000 10.0.2.2:7000 cubic rto:204 tcp-ulp-mptcp flags:Mmec token:0000(id:0)/de9f250(id:0) seq:d4
ESTAB 0 0 10.0.1.2%eth0:12001 10.0.2.2:7000 cubic tcp-ulp-mptcp flags:Jjecb token:aa11(id:2)/de9f250(id:1) seq:d4
FIN-WAIT-1 0 0 10.0.1.2:12002 10.0.2.2:7000 cubic tcp-ulp-mptcp flags:Jje token:aa11(id:2)/ee(id:1) seq:d4
SYN-SENT 0 1 10.0.1.2:12003 10.0.2.2:7000 cubic tcp-ulp-mptcp
TIME-WAIT 0 0 10.0.1.2:12004 10.0.2.2:7000
ESTAB 0 0 10.0.1.2:50000 10.0.2.2:7001 cubic rto:204
ESTAB 0 0 172.31.255.2:50000 172.31.255.1:9494 cubic rto:204
"""


def test_the_kernels_sockets():
    kernel = state.kernel(MPTCP, TCP)
    assert list(kernel.connections) == ["0de9f250"]
    connection = kernel.connections["0de9f250"]
    assert connection.tuple4 == ("10.0.1.2", 40000, "10.0.2.2", 7000)
    assert connection.subflows == {
        ("10.0.1.2", 40000, "10.0.2.2", 7000): Subflow(0, 0, False),
        ("10.0.1.2", 12001, "10.0.2.2", 7000): Subflow(1, 2, True)}
    assert kernel.leftovers == ["MPTCP LAST-ACK 10.0.1.2:7000 > 10.0.2.2:47856",
                                "TCP FIN-WAIT-1 10.0.1.2:12002 > 10.0.2.2:7000",
                                "TCP SYN-SENT 10.0.1.2:12003 > 10.0.2.2:7000"]
    assert kernel.plain == 1


def test_agent_and_controller_say_the_same_in_their_own_words():
    names = {"local_address": "fd00:0:1::2", "local_port": 1, "remote_address": "fd00:0:2:0:0:0:0:2", "remote_port": 2}
    agent = state.agent({"connections": [{"token": "0de9f250", "pending": 0, **names, "subflows": [
        {**names, "local_id": 3, "remote_id": 4, "backup": True}]}]})
    camel = {"localAddress": "fd00:0:1:0:0:0:0:2", "localPort": 1, "remoteAddress": "fd00:0:2::2", "remotePort": 2}
    controller = state.controller({"connections": [{"agent": "h1", "token": "0de9f250", "initial": camel, "subflows": [
        {**camel, "localId": 3, "remoteId": 4, "backup": True}]}]})
    assert controller == {"h1": agent}
