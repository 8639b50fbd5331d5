// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace of the test's own, with the user-space path manager. Removed by close(). */
public final class NetworkNamespace implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int CLONE_NEWNET = 0x40000000;

    static {
        Native.register(NetworkNamespace.class, NativeLibrary.getProcess());
    }

    private final String name;

    private NetworkNamespace(String name) {
        this.name = name;
    }

    static native int open(String path, int flags) throws LastErrorException;

    static native int setns(int fd, int type) throws LastErrorException;

    static native int close(int fd);

    public static NetworkNamespace create(String role) throws IOException {
        String name = "xlnl-" + role + "-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        run("ip", "netns", "add", name);
        NetworkNamespace namespace = new NetworkNamespace(name);
        namespace.ip("link set lo up");
        namespace.setPathManager("userspace");
        return namespace;
    }

    /**
     * Two namespaces with one link: 10.9.0.1 and fd09::1 here, 10.9.0.2 and fd09::2 there.
     */
    public static NetworkNamespace[] pair() throws IOException {
        NetworkNamespace here = create("c");
        NetworkNamespace there = create("s");
        here.ip("link add eth0 type veth peer name eth0 netns " + there.name);
        NetworkNamespace[] both = {here, there};
        for (int i = 0; i < 2; i++) {
            both[i].ip("address add 10.9.0." + (i + 1) + "/24 dev eth0");
            both[i].ip("address add fd09::" + (i + 1) + "/64 dev eth0 nodad");
            both[i].ip("link set eth0 up");
        }
        return both;
    }

    public String name() {
        return name;
    }

    /** Runs ip(8) inside. */
    public void ip(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(arguments.split(" ")));
        run(command.toArray(new String[0]));
    }

    /** Runs a command inside and gives its output. */
    public String exec(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(List.of(command));
        return run(whole.toArray(new String[0]));
    }

    public void sysctl(String setting) throws IOException {
        exec("sysctl", "-qw", setting);
    }

    public void setPathManager(String kind) throws IOException {
        exec("sh", "-c", "cd /proc/sys/net/mptcp; if [ -e path_manager ]; then echo " + kind + " > path_manager;"
            + " else echo " + (kind.equals("userspace") ? 1 : 0) + " > pm_type; fi");
    }

    /** Runs code in a thread of this namespace. Sockets that it opens stay in the namespace. */
    public <T> T call(Callable<T> code) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            int fd = open("/run/netns/" + name, 0);
            try {
                setns(fd, CLONE_NEWNET);
            } finally {
                close(fd);
            }
            return code.call();
        });
        // a thread that has changed its namespace is never given back to a pool
        Thread thread = new Thread(task, "in-" + name);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        run("ip", "netns", "delete", name);
    }
}
