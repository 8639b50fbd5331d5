// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of what has to be fast, run by `./crosslayer benchmark`.
 */
package org.crosslayer.benchmarks;
