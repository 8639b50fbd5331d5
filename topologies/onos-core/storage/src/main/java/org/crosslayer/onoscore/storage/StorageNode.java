// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore.storage;

import io.atomix.cluster.Node;
import io.atomix.cluster.discovery.BootstrapDiscoveryProvider;
import io.atomix.core.Atomix;
import io.atomix.protocols.raft.partition.RaftPartitionGroup;
import java.io.File;

/**
 * One Atomix Raft member that keeps what ONOS nodes agree on: {@code StorageNode CLUSTER ADDRESS PORT DIRECTORY}. Its
 * id is its address. Prints one line when it serves, and ends with SIGTERM.
 */
public final class StorageNode {
    private static final int ARGUMENTS = 4;

    private StorageNode() {
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != ARGUMENTS) {
            System.err.println("usage: StorageNode CLUSTER ADDRESS PORT DIRECTORY");
            System.exit(2);
        }
        String cluster = arguments[0];
        String address = arguments[1];
        int port = Integer.parseInt(arguments[2]);
        File directory = new File(arguments[3]);
        Node self = Node.builder().withId(address).withHost(address).withPort(port).build();
        Atomix atomix = Atomix.builder()
            .withClusterId(cluster).withMemberId(address).withHost(address).withPort(port)
            .withMembershipProvider(BootstrapDiscoveryProvider.builder().withNodes(self).build())
            .withManagementGroup(RaftPartitionGroup.builder("system").withNumPartitions(1).withMembers(address)
                .withDataDirectory(new File(directory, "system")).build())
            .withPartitionGroups(RaftPartitionGroup.builder("raft").withNumPartitions(1).withMembers(address)
                .withDataDirectory(new File(directory, "data")).build())
            .build();
        atomix.start().join();
        System.out.println("storage ready");
        Thread.currentThread().join();
    }
}
