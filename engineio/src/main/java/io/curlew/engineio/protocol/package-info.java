/** Engine.IO packets, the handshake, frame and payload codecs: pure functions on bytes. */
package io.curlew.engineio.protocol;
