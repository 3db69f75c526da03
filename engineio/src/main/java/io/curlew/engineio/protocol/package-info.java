/**
 * Engine.IO packets, the handshake, and codecs for frames and payloads: pure functions on bytes (Engine.IO protocol 4).
 *
 * <p>The rest of the client exchanges {@link io.curlew.engineio.protocol.EnginePacket}s;
 * {@link io.curlew.engineio.protocol.EngineData} is the content of a message.
 * {@link io.curlew.engineio.protocol.FrameCodec} is for WebSocket frames,
 * {@link io.curlew.engineio.protocol.PayloadCodec} and {@link io.curlew.engineio.protocol.PayloadReader} for HTTP
 * bodies, {@link io.curlew.engineio.protocol.HandshakeCodec} for the open packet, and
 * {@link io.curlew.engineio.protocol.ServerError} for the body of a refusal. Failures are a
 * {@link io.curlew.engineio.protocol.ProtocolException} if the peer violated a rule, and a
 * {@link io.curlew.engineio.protocol.TransportException} if a transport ended;
 * {@link io.curlew.engineio.protocol.EngineClose} is how every session ends.
 * {@link io.curlew.engineio.protocol.PeerText} makes a peer's text safe to print.
 */
@NullMarked
package io.curlew.engineio.protocol;

import org.jspecify.annotations.NullMarked;
