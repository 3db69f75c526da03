/** The default JSON codec, on Jackson 3. */
package io.curlew.socketio.jackson;
