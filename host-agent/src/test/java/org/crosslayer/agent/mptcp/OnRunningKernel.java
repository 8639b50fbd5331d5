// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of the tests on the running kernel: each has namespaces of its own. Needs root. */
public abstract class OnRunningKernel {
    protected KernelFixture kernel;

    @BeforeEach
    protected final void openKernel() throws Exception {
        Root.require();
        kernel = new KernelFixture();
    }

    @AfterEach
    protected final void closeKernel() throws Exception {
        if (kernel != null) {
            kernel.close();
        }
    }
}
