// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.util.List;

/**
 * The parameters of a model as somebody has written them down, in a configuration or on a command line. Every
 * accessor refuses what it does not expect with an exception that names the place.
 */
public interface ModelParameters {

    /**
     * Whether a parameter is there.
     *
     * @param name name
     * @return false if it was left out
     */
    boolean has(String name);

    /**
     * A parameter that has to be there and a whole number in a range.
     *
     * @param name  name
     * @param least smallest value
     * @param most  largest value
     * @return its value
     */
    long number(String name, long least, long most);

    /**
     * A parameter that has to be there and a string that is not empty.
     *
     * @param name name
     * @return its value
     */
    String text(String name);

    /**
     * A parameter that has to be there and a list of strings.
     *
     * @param name name
     * @return its value
     */
    List<String> texts(String name);

    /**
     * Says what is wrong with a parameter.
     *
     * @param name   name
     * @param reason what was expected, and what was found
     * @return what to throw
     */
    RuntimeException refusal(String name, String reason);
}
