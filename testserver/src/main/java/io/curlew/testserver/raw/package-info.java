/**
 * A scripted server that sends arbitrary bytes, to simulate broken and hostile servers.
 *
 * <p>{@link io.curlew.testserver.raw.RawServer} hands each connection to a script of blocking code, which reads
 * requests and frames and writes any bytes; {@link io.curlew.testserver.raw.Hostile} contains scripts for attacks on
 * clients.
 */
@NullMarked
package io.curlew.testserver.raw;

import org.jspecify.annotations.NullMarked;
