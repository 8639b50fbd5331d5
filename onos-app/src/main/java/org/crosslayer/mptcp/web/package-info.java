// SPDX-License-Identifier: Apache-2.0
/**
 * The web page: its files, and the stream that keeps it up to date. Made by ONOS's web server from WEB-INF/web.xml, so
 * that nothing else of the application depends on there being one. The page itself is in the resources beside this
 * package.
 */
package org.crosslayer.mptcp.web;
