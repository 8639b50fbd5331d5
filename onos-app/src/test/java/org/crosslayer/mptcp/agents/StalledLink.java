// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carries one TCP connection until it is told to stall: then it swallows everything, and closes nothing. */
final class StalledLink implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final int to;
    private volatile boolean stalled;

    StalledLink(int to) throws IOException {
        this.to = to;
        start(() -> {
            Socket here = listener.accept();
            Socket there = new Socket(InetAddress.getLoopbackAddress(), to);
            ends.add(here);
            ends.add(there);
            start(() -> copy(here, there));
            copy(there, here);
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void copy(Socket from, Socket into) throws IOException {
        byte[] bytes = new byte[8192];
        InputStream in = from.getInputStream();
        OutputStream out = into.getOutputStream();
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            if (!stalled) {
                out.write(bytes, 0, count);
            }
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    void stall() {
        stalled = true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket end : ends) {
            end.close();
        }
    }
}
