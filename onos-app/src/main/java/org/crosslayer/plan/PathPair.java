// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

/**
 * Where both directions of one subflow go, by path numbers.
 */
final class PathPair {

    /** Why a pair was chosen; for the explanation. */
    enum Kind {
        /** The subflow is there already. */
        LIVE("in use"),
        /** Both directions take the same cables. */
        MIRRORED("further path, back over the same links"),
        /** Both are unused, but not each other's mirror image. */
        LEFT_OVER("further path, back over another one"),
        /** The way back has no unused path left. */
        SHARED_BACK("further path, back over a used one"),
        /** The way there has no unused path left. */
        SHARED_THERE("used path, back over a further one"),
        /** No source port leads to the pair that was wanted. */
        REACHABLE("in place of a pair that no source port leads to"),
        /** More subflows were asked for than there are paths. */
        AGAIN("path used again, as the policy's minSubflows asks");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final int forward;
    private final int reverse;
    private final Kind kind;

    PathPair(int forward, int reverse, Kind kind) {
        this.forward = forward;
        this.reverse = reverse;
        this.kind = kind;
    }

    int forward() {
        return forward;
    }

    int reverse() {
        return reverse;
    }

    Kind kind() {
        return kind;
    }

    boolean sameAs(PathPair other) {
        return forward == other.forward && reverse == other.reverse;
    }
}
