// SPDX-License-Identifier: Apache-2.0
/**
 * What both sides of the control protocol share beside the generated messages: the content rules of
 * {@code control.proto} as code. The generated classes are in {@code org.crosslayer.control.v1}.
 */
package org.crosslayer.control;
