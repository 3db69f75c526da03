/**
 * A scripted server that talks in bytes, for the peers that no decent server would play.
 *
 * <p>{@link io.curlew.testserver.raw.RawServer} hands each connection to a script of blocking code, which reads
 * requests and frames and writes what it likes; {@link io.curlew.testserver.raw.Hostile} has scripts for attacks that
 * clients meet.
 */
@NullMarked
package io.curlew.testserver.raw;

import org.jspecify.annotations.NullMarked;
