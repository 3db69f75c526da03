/** An emitter's Redis on Lettuce. */
package io.curlew.emitter.lettuce;
