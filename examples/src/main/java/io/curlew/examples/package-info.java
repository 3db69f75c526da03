/** Programs to start from. Each is run by a test; what stands between the markers is shown in the documentation. */
@NullMarked
package io.curlew.examples;

import org.jspecify.annotations.NullMarked;
