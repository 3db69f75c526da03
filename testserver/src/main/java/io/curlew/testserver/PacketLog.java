package io.curlew.testserver;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.JournalEntry.Kind;
import java.util.List;

/** Writes the packets of one connection into the journal, if it is to have them. */
final class PacketLog {
    private final boolean wanted;
    private final Journal journal;
    private final int connection;

    PacketLog(ServerContext context, EngineConnection connection) {
        this.wanted = context.config().journalPackets();
        this.journal = context.journal();
        this.connection = connection.number();
    }

    void came(EnginePacket packet) {
        if (wanted) {
            journal.note(Kind.PACKET_RECEIVED, connection, Lines.packet(packet));
        }
    }

    /** They leave, as rules have made them. */
    void leave(List<SentPacket> packets) {
        if (wanted) {
            packets.forEach(sent -> journal.note(Kind.PACKET_SENT, connection, Lines.packet(sent)));
        }
    }
}
