/** The JSON codec on Jackson 2. */
package io.curlew.socketio.jackson2;
