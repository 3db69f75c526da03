/**
 * What a program and the clients agree on: the loop that does the work, how a callback is removed again, how much may
 * wait to be sent and what says that it is too much. Knows nothing but the JDK.
 *
 * <p>{@link io.curlew.engineio.loop.EventLoop} is implemented where the network is,
 * {@link io.curlew.engineio.loop.SendBudget} is kept account of where messages are handed over.
 */
package io.curlew.engineio.loop;
