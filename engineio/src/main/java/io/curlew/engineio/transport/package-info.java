/**
 * Engine.IO transports on Netty. {@link io.curlew.engineio.transport.Transports} makes them,
 * {@link io.curlew.engineio.transport.Transport} is one, {@link io.curlew.engineio.transport.TransportListener}
 * receives its events. By rooms:
 *
 * <ul>
 *   <li><b>Polling:</b> {@code PollingTransport} (when to GET, when to POST: {@code PollPace}), {@code HttpRequester}
 *       (one request at a time, a connection that is kept: {@code KeepAlive}), {@code HttpConnection},
 *       {@code AnswerDecoder}, {@code AnswerCollector}, {@code HttpAnswer}, {@code Refusal}.
 *   <li><b>WebSocket:</b> {@code WebSocketTransport}, {@code WebSocketUpgrade} (the handshake; it takes its HTTP
 *       handlers out again), and from then on {@code WebSocketFraming}, the channel's last handler. In: it gives bytes
 *       to {@code PacedFrames} (no handler; keeps them while nobody reads), {@code FrameReader} and
 *       {@code MessageAssembler} (inflates, and has a packet made of each message), which tell it the packet again, and
 *       it tells {@code WebSocketTransport}. Out: its {@code FrameWriter}, as fast as the channel takes bytes, pulls
 *       frames out of an iterator, {@code PacketFrames} (deflates), and masks them.
 *   <li><b>Connecting:</b> {@code Connector} makes a {@code Dial}: {@code Route} (proxies), {@code NameLookup},
 *       {@code AddressRace}, {@code TlsGate}. {@code *Config} are their settings.
 *   <li><b>TLS:</b> whatever begins with {@code Tls}; {@code RefusedCertificate} and {@code TlsFailure} say why it
 *       failed.
 *   <li><b>Requests:</b> {@code RequestBuilder}, {@code RequestTarget}; {@code CookieCarrier} and {@code Cookies}.
 *   <li><b>Loops:</b> {@code Loop}, {@code Loops}, and {@code LoopWatch}, which notices one that has stopped.
 * </ul>
 *
 * <p><b>The way in</b> is a connection's bytes, a decoder, an {@code EnginePacket}, and {@code ClosableListener}, which
 * lets nothing pass after the end: one call, on the connection's loop. The end of a read goes the same way:
 * {@code batchEnd}.
 */
package io.curlew.engineio.transport;
