/** The JSON codec on Jackson 2. */
@NullMarked
package io.curlew.socketio.jackson2;

import org.jspecify.annotations.NullMarked;
