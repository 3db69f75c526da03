/** An emitter's Redis on Lettuce. */
@NullMarked
package io.curlew.emitter.lettuce;

import org.jspecify.annotations.NullMarked;
