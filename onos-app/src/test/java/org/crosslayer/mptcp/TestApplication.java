// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

/** The application on one node of a cluster that a test makes up. */
public final class TestApplication extends MptcpApplication {
    private final boolean others;

    private TestApplication(boolean others) {
        this.others = others;
    }

    /** On the only node. */
    public static TestApplication alone() {
        return new TestApplication(false);
    }

    /** On one of several nodes, on which it stays active. */
    public static TestApplication oneOfSeveral() {
        return new TestApplication(true);
    }

    @Override
    public boolean staysElsewhere() {
        return others;
    }

    @Override
    public boolean hasOthers() {
        return others;
    }
}
