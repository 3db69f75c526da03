/**
 * An embeddable, scriptable Engine.IO and Socket.IO server for tests.
 *
 * <p>{@link io.curlew.testserver.TestServer} is the Socket.IO server;
 * {@link io.curlew.testserver.TestServer.Builder#buildEngine()} builds the Engine.IO server that it stands on. Each
 * server has one daemon thread, its <em>loop</em>. Everything that a server calls back (connection, event, message,
 * close, middleware) is called on the loop, one after the other, and must not block. Every method may be called from
 * any thread; what one thread sends arrives in that order.
 */
@NullMarked
package io.curlew.testserver;

import org.jspecify.annotations.NullMarked;
