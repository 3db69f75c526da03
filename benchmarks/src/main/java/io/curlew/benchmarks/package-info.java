/**
 * Runs Curlew side by side with other clients, against a server that is faster than any of them.
 * {@link io.curlew.benchmarks.Bench} starts the server and the contestants, each in a process of its own, and compares.
 */
@NullMarked
package io.curlew.benchmarks;

import org.jspecify.annotations.NullMarked;
