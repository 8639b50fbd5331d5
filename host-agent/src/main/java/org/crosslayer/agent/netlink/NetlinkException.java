// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.io.IOException;

/** A netlink request or read that failed: what was tried, the kernel's errno, its own words if it had any. */
public final class NetlinkException extends IOException {
    /** Value of {@link #offset()} when the kernel did not point at an attribute. */
    public static final int NO_OFFSET = -1;

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int errno;
    private final String kernelText;
    private final int offset;

    /** A failure that the kernel reported, with its extended acknowledgement ({@code ""} and NO_OFFSET if none). */
    public NetlinkException(String operation, int errno, String kernelText, int offset) {
        super(describe(operation, errno, kernelText, offset));
        this.operation = operation;
        this.errno = errno;
        this.kernelText = kernelText;
        this.offset = offset;
    }

    /** A failed system call. */
    public NetlinkException(String operation, int errno) {
        this(operation, errno, "", NO_OFFSET);
    }

    /** A failure that has no errno: an answer that cannot be understood, or none at all. */
    public NetlinkException(String operation, String reason) {
        super(operation + ": " + reason);
        this.operation = operation;
        this.errno = 0;
        this.kernelText = "";
        this.offset = NO_OFFSET;
    }

    private static String describe(String operation, int errno, String text, int offset) {
        StringBuilder line = new StringBuilder(operation).append(": ");
        line.append(text.isEmpty() ? Errno.text(errno) : text);
        line.append(" (").append(Errno.name(errno));
        if (offset != NO_OFFSET) {
            line.append(", attribute at byte ").append(offset);
        }
        return line.append(')').toString();
    }

    /** What was tried, in a few words. */
    public String operation() {
        return operation;
    }

    /** Positive errno; 0 if the failure was not an errno of the kernel. */
    public int errno() {
        return errno;
    }

    /** Symbolic name of the errno such as {@code EADDRINUSE}; {@code ""} if there is none. */
    public String errnoName() {
        return errno == 0 ? "" : Errno.name(errno);
    }

    /** Text of the extended acknowledgement (NLMSGERR_ATTR_MSG); {@code ""} if the kernel gave none. */
    public String kernelText() {
        return kernelText;
    }

    /** Byte offset in the request of the attribute that the kernel refused (NLMSGERR_ATTR_OFFS), or NO_OFFSET. */
    public int offset() {
        return offset;
    }
}
