/**
 * What the Engine.IO and the Socket.IO client are both built from. Not API: exported to the Socket.IO client only, and
 * even on the class path, it is not meant for others.
 *
 * <p>On the way in: {@link io.curlew.engineio.delivery.Listeners} are called in a
 * {@link io.curlew.engineio.delivery.Lane}, whose tasks an executor runs that
 * {@linkplain io.curlew.engineio.delivery.FallbackExecutor refuses none}. Or items wait in an
 * {@link io.curlew.engineio.delivery.Inbox} for threads that {@linkplain io.curlew.engineio.delivery.Waiting wait},
 * {@linkplain io.curlew.engineio.delivery.InboxIterator iterate}, or
 * {@linkplain io.curlew.engineio.delivery.InboxPublisher subscribe}. A {@link io.curlew.engineio.delivery.Backlog}
 * counts both against the {@link io.curlew.engineio.delivery.IncomingBound}.
 *
 * <p>On the way out: a {@link io.curlew.engineio.delivery.SendAccount} reserves room within the program's budget, and a
 * {@link io.curlew.engineio.delivery.Mailbox} carries what is wanted to the loop.
 *
 * <p>Around both: the one {@link io.curlew.engineio.delivery.LoopTimer} of a session, a
 * {@link io.curlew.engineio.delivery.ThreadShare} in the threads of the process, and the
 * {@link io.curlew.engineio.delivery.Checks} of builders.
 */
@NullMarked
package io.curlew.engineio.delivery;

import org.jspecify.annotations.NullMarked;
