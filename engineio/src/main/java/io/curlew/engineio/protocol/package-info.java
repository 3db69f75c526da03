/**
 * Engine.IO packets, the handshake, frame and payload codecs: pure functions on bytes (Engine.IO protocol 4).
 *
 * <p>{@link io.curlew.engineio.protocol.EnginePacket} is what the rest of the client talks about;
 * {@link io.curlew.engineio.protocol.EngineData} is what a message carries.
 * {@link io.curlew.engineio.protocol.FrameCodec} is for WebSocket frames,
 * {@link io.curlew.engineio.protocol.PayloadCodec} and {@link io.curlew.engineio.protocol.PayloadReader} for HTTP
 * bodies, {@link io.curlew.engineio.protocol.HandshakeCodec} for the open packet,
 * {@link io.curlew.engineio.protocol.ServerError} for the body of a refusal. Failures are a
 * {@link io.curlew.engineio.protocol.ProtocolException} where the peer broke a rule, and a
 * {@link io.curlew.engineio.protocol.TransportException} where a transport ended;
 * {@link io.curlew.engineio.protocol.EngineClose} is how every session ends.
 * {@link io.curlew.engineio.protocol.PeerText} makes a peer's text fit to be printed.
 */
package io.curlew.engineio.protocol;
