// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Guard of tests that need root. Without it they are skipped, or fail where skipping is not allowed. */
public final class Root {
    private Root() {
    }

    public static void require() {
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean noSkip = "1".equals(System.getenv("CROSSLAYER_NO_SKIP"))
            || "1".equals(System.getProperty("CROSSLAYER_NO_SKIP")) || "true".equals(System.getenv("CI"));
        if (!root && noSkip) {
            Assertions.fail("this test needs root and skipping is not allowed (CROSSLAYER_NO_SKIP or CI is set)");
        }
        Assumptions.assumeTrue(root, "needs root for network namespaces");
    }
}
