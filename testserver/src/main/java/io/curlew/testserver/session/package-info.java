/**
 * The server's state machines, without I/O like the client's.
 *
 * <p>A machine is confined to one thread. Its inputs are methods; what is to be done comes out of {@code poll()}, after
 * the transition. Time is an argument: nanoseconds of a monotonic clock that started near 0.
 */
package io.curlew.testserver.session;
