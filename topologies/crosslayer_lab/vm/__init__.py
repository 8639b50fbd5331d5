# SPDX-License-Identifier: Apache-2.0
"""The lab inside a virtual machine: for what this machine's own kernel cannot do, such as loading the kernel module.

    the machine                                              the guest: QEMU without KVM, Debian's stock kernel
      namespace without any way out
        ONOS 172.31.255.1:9494  <---- QEMU, one port ----->    bridge mgmt --- agents of the lab's hosts
      the file system, shared read-only  ----------------->    its root, with a layer in memory above it
      a shared directory: certificates, results, requests      Mininet, routers, hosts, transfers, the module
"""
