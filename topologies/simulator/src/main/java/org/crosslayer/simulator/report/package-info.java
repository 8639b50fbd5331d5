// SPDX-License-Identifier: Apache-2.0
/**
 * Results for people and programs: table, CSV, JSON, plot, progress.
 */
package org.crosslayer.simulator.report;
