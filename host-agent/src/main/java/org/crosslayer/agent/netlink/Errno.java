// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.util.Map;

/** Error numbers of Linux (asm-generic) that netlink, sockets and the path manager give: names and texts. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int E2BIG = 7;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int EMFILE = 24;
    public static final int ENOSPC = 28;
    public static final int EPIPE = 32;
    public static final int ERANGE = 34;
    public static final int ENOPROTOOPT = 92;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ECONNABORTED = 103;
    public static final int ECONNRESET = 104;
    public static final int ENOBUFS = 105;
    public static final int EISCONN = 106;
    public static final int ENOTCONN = 107;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;
    public static final int EHOSTUNREACH = 113;
    public static final int EINPROGRESS = 115;

    private static final Map<Integer, String[]> KNOWN = Map.ofEntries(
        entry(EPERM, "EPERM", "not permitted (CAP_NET_ADMIN is needed)"),
        entry(ENOENT, "ENOENT", "no such entry"),
        entry(ESRCH, "ESRCH", "not found"),
        entry(EINTR, "EINTR", "interrupted"),
        entry(EIO, "EIO", "input/output error"),
        entry(E2BIG, "E2BIG", "too large"),
        entry(EBADF, "EBADF", "socket is closed"),
        entry(EAGAIN, "EAGAIN", "nothing there yet"),
        entry(ENOMEM, "ENOMEM", "out of memory"),
        entry(EACCES, "EACCES", "permission denied"),
        entry(EBUSY, "EBUSY", "busy"),
        entry(EEXIST, "EEXIST", "exists already"),
        entry(ENODEV, "ENODEV", "no such device"),
        entry(EINVAL, "EINVAL", "invalid argument"),
        entry(EMFILE, "EMFILE", "too many open files"),
        entry(ENOSPC, "ENOSPC", "no room left"),
        entry(EPIPE, "EPIPE", "broken pipe"),
        entry(ERANGE, "ERANGE", "out of range"),
        entry(ENOPROTOOPT, "ENOPROTOOPT", "option not available"),
        entry(EPROTONOSUPPORT, "EPROTONOSUPPORT", "protocol not supported"),
        entry(EOPNOTSUPP, "EOPNOTSUPP", "operation not supported"),
        entry(EAFNOSUPPORT, "EAFNOSUPPORT", "address family not supported"),
        entry(EADDRINUSE, "EADDRINUSE", "address already in use"),
        entry(EADDRNOTAVAIL, "EADDRNOTAVAIL", "address not available on this host"),
        entry(ENETDOWN, "ENETDOWN", "network is down"),
        entry(ENETUNREACH, "ENETUNREACH", "network is unreachable"),
        entry(ECONNABORTED, "ECONNABORTED", "connection aborted"),
        entry(ECONNRESET, "ECONNRESET", "connection reset by peer"),
        entry(ENOBUFS, "ENOBUFS", "messages were lost: the receive buffer is full"),
        entry(EISCONN, "EISCONN", "already connected"),
        entry(ENOTCONN, "ENOTCONN", "not connected (yet, or any more)"),
        entry(ETIMEDOUT, "ETIMEDOUT", "timed out"),
        entry(ECONNREFUSED, "ECONNREFUSED", "connection refused"),
        entry(EHOSTUNREACH, "EHOSTUNREACH", "no route to host"),
        entry(EINPROGRESS, "EINPROGRESS", "in progress"));

    private Errno() {
    }

    private static Map.Entry<Integer, String[]> entry(int errno, String name, String text) {
        return Map.entry(errno, new String[] {name, text});
    }

    /** Symbolic name, for example {@code EADDRINUSE}; {@code errno 200} for one that is not listed here. */
    public static String name(int errno) {
        String[] known = KNOWN.get(errno);
        return known == null ? "errno " + errno : known[0];
    }

    /** A few words for people. */
    public static String text(int errno) {
        String[] known = KNOWN.get(errno);
        return known == null ? "failed" : known[1];
    }
}
