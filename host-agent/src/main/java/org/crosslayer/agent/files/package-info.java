// SPDX-License-Identifier: Apache-2.0

/** What the agent says of files. */
package org.crosslayer.agent.files;
