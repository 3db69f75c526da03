/** Engine.IO transports on Netty: polling, WebSocket, TLS, proxy, DNS, cookies. */
package io.curlew.engineio.transport;
