/** A sampler for JMeter, whose distributed mode then drives Socket.IO servers from several machines. */
@NullMarked
package io.curlew.jmeter;

import org.jspecify.annotations.NullMarked;
