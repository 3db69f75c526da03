/**
 * A TCP proxy that misbehaves on demand.
 *
 * <p>{@link io.curlew.testserver.fault.FaultProxy} stands between a client and any server and simulates faulty
 * networks: it delays, stalls, slices, throttles, resets and refuses connections. It does not interpret the bytes, so
 * it works with TLS and every protocol.
 */
@NullMarked
package io.curlew.testserver.fault;

import org.jspecify.annotations.NullMarked;
