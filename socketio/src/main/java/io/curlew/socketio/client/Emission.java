package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Mailbox;
import io.curlew.socketio.protocol.Args;
import org.jspecify.annotations.Nullable;

/** An event on its way to the loop: one object, since there may be very many of them. */
final class Emission implements Mailbox.Input {
    private final ClientRun run;
    private final SocketCore socket;
    private final OutgoingEvent event;
    private final @Nullable Promise<Args> answer;

    Emission(ClientRun run, SocketCore socket, OutgoingEvent event, @Nullable Promise<Args> answer) {
        this.run = run;
        this.socket = socket;
        this.event = event;
        this.answer = answer;
    }

    @Override
    public void run() {
        run.requests().emit(socket, event, answer);
    }

    @Override
    public void refused() {
        run.release(event.packet());
        refuse(run, event.name(), answer, ClientRun.loopIsGone(null));
        run.delivery().flush();
    }

    /** The emit has returned already: who waits for the answer is told, else the error handler is. */
    static void refuse(ClientRun run, String event, @Nullable Promise<Args> answer, IllegalStateException loopIsGone) {
        if (answer == null) {
            run.tellLost(loopIsGone);
        } else {
            answer.fail(new AckException(event, AckException.Reason.CLOSED));
        }
    }
}
