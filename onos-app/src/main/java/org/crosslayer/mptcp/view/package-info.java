// SPDX-License-Identifier: Apache-2.0
/**
 * The read model: agents, connections, subflows, paths, problems and policies as immutable values with public fields,
 * which are the members of their JSON form. The command line's {@code -j}, REST and the web page show these and
 * nothing else. {@link org.crosslayer.mptcp.view.MptcpViews} makes them from the services as they are at that moment.
 */
package org.crosslayer.mptcp.view;
