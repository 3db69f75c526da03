/** An emitter's Redis on Jedis. */
package io.curlew.emitter.jedis;
