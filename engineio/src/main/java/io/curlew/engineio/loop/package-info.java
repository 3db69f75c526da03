/**
 * What programs and clients share: the loop that does the work, how a callback is removed, how much may wait to be
 * sent, and the exception when that is exceeded. Depends on nothing but the JDK.
 *
 * <p>The network layer implements {@link io.curlew.engineio.loop.EventLoop}; the clients keep the accounts for
 * {@link io.curlew.engineio.loop.SendBudget}.
 */
@NullMarked
package io.curlew.engineio.loop;

import org.jspecify.annotations.NullMarked;
