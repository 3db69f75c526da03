/**
 * Types that both clients and their programs use: event loops, subscriptions, the send budget, and the exception for a
 * full buffer. Depends only on the JDK.
 *
 * <p>The network layer implements {@link io.curlew.engineio.loop.EventLoop}; the clients keep the accounts for
 * {@link io.curlew.engineio.loop.SendBudget}.
 */
@NullMarked
package io.curlew.engineio.loop;

import org.jspecify.annotations.NullMarked;
