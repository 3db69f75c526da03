/**
 * A TCP proxy that misbehaves on demand.
 *
 * <p>{@link io.curlew.testserver.fault.FaultProxy} stands between a client and any server and does to their connections
 * what networks do: it delays, stalls, slices, throttles, resets and refuses. It knows nothing of what the bytes mean,
 * so it serves TLS and every protocol.
 */
@NullMarked
package io.curlew.testserver.fault;

import org.jspecify.annotations.NullMarked;
