// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Mutual TLS 1.3 on loopback before a fake controller; tells whose certificates it was shown. */
final class TlsGate implements AutoCloseable {
    /** Serial numbers of agents' certificates, one for each connection. */
    final BlockingQueue<BigInteger> shown = new LinkedBlockingQueue<>();
    private final SSLServerSocket listener;
    private final ControllerAddress behind;

    TlsGate(TlsFiles files, ControllerAddress behind) throws IOException {
        this(files, "127.0.0.1", behind);
    }

    TlsGate(TlsFiles files, String address, ControllerAddress behind) throws IOException {
        this.behind = behind;
        listener = (SSLServerSocket) files.context().getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getByName(address));
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        parameters.setNeedClientAuth(true);
        listener.setSSLParameters(parameters);
        inBackground(this::serve);
    }

    ControllerAddress address() {
        return new ControllerAddress(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    private void serve() throws IOException {
        while (true) {
            SSLSocket agent = (SSLSocket) listener.accept();
            inBackground(() -> carry(agent));
        }
    }

    private void carry(SSLSocket agent) throws IOException {
        try (agent; Socket controller = new Socket(behind.host(), behind.port())) {
            agent.startHandshake();
            shown.add(((X509Certificate) agent.getSession().getPeerCertificates()[0]).getSerialNumber());
            controller.setTcpNoDelay(true);
            inBackground(() -> copy(controller.getInputStream(), agent.getOutputStream(), agent));
            copy(agent.getInputStream(), controller.getOutputStream(), controller);
        }
    }

    private static void copy(InputStream from, OutputStream to, Socket other) throws IOException {
        try (other) {
            from.transferTo(to);
        }
    }

    /** Something that ends with an exception when its socket is closed. */
    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other end has gone, or would not have this one's certificate.
            }
        }, "tls-gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
