package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Mailbox;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.EncodedPacket;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An event that also knows its way to the loop. */
final class Emission extends OutgoingEvent implements Mailbox.Input {
    private final ClientRun run;
    private final SocketCore socket;

    Emission(
            ClientRun run,
            SocketCore socket,
            EmitOptions options,
            ClientSettings settings,
            String name,
            List<@Nullable Object> args,
            EncodedPacket packet,
            OptionalLong ackId,
            @Nullable Promise<Args> answer) {
        super(options, settings, name, args, packet, ackId, answer);
        this.run = run;
        this.socket = socket;
    }

    @Override
    public void run() {
        run.requests().emit(socket, this);
    }

    /** The emit has already returned: the failure goes to the acknowledgement or, without one, to the error handler. */
    @Override
    public void refused() {
        run.release(packet());
        if (isAwaited()) {
            unanswered(new AckException(name(), AckException.Reason.CLOSED));
        } else {
            run.tellLost(ClientRun.loopIsGone(null));
        }
        run.delivery().flush();
    }
}
