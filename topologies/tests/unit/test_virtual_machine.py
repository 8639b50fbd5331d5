# SPDX-License-Identifier: Apache-2.0
"""The virtual machine: what the guest can reach, and what passes between it and the machine."""

import json
from pathlib import Path

import pytest

from crosslayer_lab.errors import LabError
from crosslayer_lab.vm import guest, machine, rows
from crosslayer_lab.vm.kernel import GuestKernel
from crosslayer_lab.vm.machine import VirtualMachine, qemu_command

KERNEL = GuestKernel(Path("/kernels"), "6.12.1-amd64")


def test_the_guest_reaches_one_port_of_the_controller_and_nothing_else():
    command = qemu_command(KERNEL, Path("/share"))
    networks = [command[i + 1] for i, word in enumerate(command) if word in ("-netdev", "-nic", "-net")]
    assert len(networks) == 1
    assert "restrict=on" in networks[0].split(",")
    assert [word for word in networks[0].split(",") if "fwd=" in word] == [
        "guestfwd=tcp:172.31.255.1:9494-cmd:socat - TCP:172.31.255.1:9494"]


def test_the_guest_cannot_write_to_the_file_system_of_the_machine():
    command = qemu_command(KERNEL, Path("/share"))
    shared = [command[i + 1].split(",") for i, word in enumerate(command) if word == "-virtfs"]
    assert [words[1] for words in shared if "readonly=on" not in words] == ["path=/share"]


def test_the_guest_is_told_what_to_run_by_a_script_that_survives_odd_names(tmp_path):
    kernel = GuestKernel(Path("/odd name/it's"), "6.12.1-amd64")
    script = VirtualMachine(kernel, tmp_path, None).start_script("experiments.fail_static.guest")
    assert """-d '/odd name/it'"'"'s/root' """ in script
    assert script.rstrip().endswith("sleep 60")


@pytest.fixture
def share(monkeypatch, tmp_path):
    """The shared directory."""
    monkeypatch.setattr(guest, "SHARE", tmp_path)
    return tmp_path


def test_rows_of_the_guest_go_to_the_shared_directory(share, monkeypatch):
    (share / "options.json").write_text('{"paths": 2}', encoding="utf-8")
    monkeypatch.setattr(guest.importlib, "import_module", lambda name: type("Module", (), {
        "main": staticmethod(lambda options: [{"name": name, **options}])}))
    assert guest.main(["some.module"]) == 0
    assert list(rows.take(share)) == [{"name": "some.module", "paths": 2}]
    assert (share / rows.DONE).exists()


def test_rows_are_handed_over_as_they_come_and_each_once(tmp_path):
    def measure():
        for number in (1, 2):
            yield {"number": number}
            assert list(rows.take(tmp_path)) == [{"number": number}]
            assert not (tmp_path / rows.DONE).exists()

    rows.put(tmp_path, measure())
    assert not rows.waiting(tmp_path)


def test_a_failure_in_the_guest_goes_there_as_one_line(share, monkeypatch):
    def fail(_options):
        raise LabError("agent of client attached: not within 300 s")

    (share / "options.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(guest.importlib, "import_module", lambda name: type("Module", (), {"main": staticmethod(fail)}))
    assert guest.main(["some.module"]) == 1
    assert (share / "problem.txt").read_text(encoding="utf-8") == "agent of client attached: not within 300 s"


def test_requests_are_served_in_order_and_done_when_their_files_are_gone(tmp_path):
    served = []
    for number, request in enumerate([{"policy": {"maxSubflows": 4}}, {"stop": "ONOS"}]):
        (tmp_path / f"request-{number:04}.json").write_text(json.dumps(request), encoding="utf-8")
    machine.serve_requests(tmp_path, served.append)
    assert served == [{"policy": {"maxSubflows": 4}}, {"stop": "ONOS"}]
    assert not list(tmp_path.iterdir())
