// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.crosslayer.agent.controller.TlsFiles;

/** Mutual TLS 1.3 on loopback before a server that speaks clear text: the server of grpc-okhttp does 1.2 only. */
final class TlsFront implements AutoCloseable {
    private final SSLServerSocket listener;
    private final int behind;

    private TlsFront(SSLServerSocket listener, int behind) {
        this.listener = listener;
        this.behind = behind;
    }

    static TlsFront before(int port, RehearsalKeys keys) throws IOException {
        SSLServerSocket listener = (SSLServerSocket) new TlsFiles(keys.certificate(), keys.certificate(), keys.key())
            .context().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        parameters.setNeedClientAuth(true);
        listener.setSSLParameters(parameters);
        TlsFront front = new TlsFront(listener, port);
        background(front::serve);
        return front;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() throws IOException {
        while (true) {
            Socket agent = listener.accept();
            Socket controller = new Socket(InetAddress.getLoopbackAddress(), behind);
            controller.setTcpNoDelay(true);
            background(() -> agent.getInputStream().transferTo(controller.getOutputStream()));
            background(() -> controller.getInputStream().transferTo(agent.getOutputStream()));
        }
    }

    /** Something that ends with an exception when its socket is closed. */
    private interface Pump {
        void run() throws IOException;
    }

    private static void background(Pump pump) {
        Thread thread = new Thread(() -> {
            try {
                pump.run();
            } catch (IOException e) {
                // The rehearsal is over.
            }
        }, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
