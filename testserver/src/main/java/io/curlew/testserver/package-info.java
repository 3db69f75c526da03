/**
 * An embeddable, scriptable Engine.IO and Socket.IO server for tests.
 *
 * <p>{@link io.curlew.testserver.TestServer} is the Socket.IO server;
 * {@link io.curlew.testserver.TestServer.Builder#buildEngine()} builds only the Engine.IO server on which it is based.
 * Each server has one daemon thread, its <em>event loop</em>. All handlers (for connections, events, messages and
 * closes) and middlewares are called on the event loop, one after the other, and must not block. Every method may be
 * called from any thread; what one thread sends arrives in that order.
 */
@NullMarked
package io.curlew.testserver;

import org.jspecify.annotations.NullMarked;
