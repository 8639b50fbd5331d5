// SPDX-License-Identifier: Apache-2.0
/**
 * The read model and the policy under ONOS's web server at {@code /onos/mptcp/v1}, with ONOS's own users; described in
 * {@code apidoc/swagger.json}, which ONOS shows at {@code /onos/v1/docs}.
 */
package org.crosslayer.mptcp.rest;
