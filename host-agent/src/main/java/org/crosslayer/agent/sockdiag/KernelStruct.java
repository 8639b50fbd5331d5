// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import java.nio.ByteBuffer;

/**
 * A C structure that grows at its end from one kernel to the next. Fields that the running kernel is too old to give
 * read as 0. Fields are in host order.
 */
final class KernelStruct {
    private final ByteBuffer data;

    KernelStruct(ByteBuffer data) {
        this.data = data;
    }

    int u8(int offset) {
        return offset + 1 <= data.limit() ? data.get(offset) & 0xff : 0;
    }

    int s32(int offset) {
        return offset + 4 <= data.limit() ? data.getInt(offset) : 0;
    }

    long u32(int offset) {
        return Integer.toUnsignedLong(s32(offset));
    }

    long u64(int offset) {
        return offset + 8 <= data.limit() ? data.getLong(offset) : 0;
    }
}
