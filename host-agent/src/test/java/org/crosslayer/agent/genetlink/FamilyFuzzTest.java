// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.genetlink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;

/** What the family "nlctrl" says about families. */
class FamilyFuzzTest {
    @FuzzTest
    void reads(byte[] payload) {
        NetlinkMessage message = new NetlinkMessage(GenericNetlink.CONTROLLER_ID, 0, 1, 1,
            ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder()));
        try {
            GenericFamily family = GenericNetlink.parseFamily(GenericMessage.parse(message));
            family.group("mptcp_pm_events");
        } catch (NetlinkException e) {
            // What is malformed ends like this.
        }
    }
}
