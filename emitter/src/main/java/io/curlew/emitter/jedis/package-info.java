/** An emitter's Redis on Jedis. */
@NullMarked
package io.curlew.emitter.jedis;

import org.jspecify.annotations.NullMarked;
