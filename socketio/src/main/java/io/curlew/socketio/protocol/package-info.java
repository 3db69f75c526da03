/*
 * For those who work on it: DefaultParser's Decoder is a PacketDecoder. Header and JsonScanner read a text frame
 * without building values, and the arguments are JsonArgs, which stay JSON. PacketEncoder writes what goes out, by
 * the codec.
 */
/**
 * Socket.IO packets, header grammar, JSON scanner and attachments (Socket.IO protocol 5), and what client and server
 * share.
 *
 * <p><b>In:</b> {@link io.curlew.socketio.protocol.DefaultParser} makes a {@link io.curlew.socketio.protocol.Decoder}
 * for each connection, which reads a text frame without building values.
 * {@link io.curlew.socketio.protocol.Placeholders} are where its attachments go, and a
 * {@link io.curlew.socketio.protocol.SocketPacket} comes out with its {@link io.curlew.socketio.protocol.Args}, which a
 * {@link io.curlew.socketio.protocol.JsonCodec} reads when the program asks.
 *
 * <p><b>Out:</b> an {@link io.curlew.socketio.protocol.OutgoingPacket} with the program's values, the codec, and an
 * {@link io.curlew.socketio.protocol.EncodedPacket} of {@link io.curlew.socketio.protocol.Frame}s.
 */
@NullMarked
package io.curlew.socketio.protocol;

import org.jspecify.annotations.NullMarked;
