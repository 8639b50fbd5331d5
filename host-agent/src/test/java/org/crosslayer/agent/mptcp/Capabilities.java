// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Capabilities of the calling thread, for tests of what an unprivileged process meets. */
final class Capabilities {
    private static final int VERSION_3 = 0x20080522;

    static {
        Native.register(Capabilities.class, NativeLibrary.getProcess());
    }

    private Capabilities() {
    }

    static native int capset(Buffer header, Buffer data) throws LastErrorException;

    /** Drops all capabilities of the thread for good; the thread should end soon. */
    static void dropOfThread() {
        ByteBuffer header = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
        header.putInt(0, VERSION_3);
        capset(header, ByteBuffer.allocateDirect(24));
    }
}
