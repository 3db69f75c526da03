/** The codecs alone, without a network; run by {@code benchmarks/micro}. */
@NullMarked
package io.curlew.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
