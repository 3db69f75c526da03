package io.curlew.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.fuzz.Play.Depth;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;

/** A whole client against a server that does what an input says, from its first connect to its close. */
@Isolated("looks at the threads of the JVM")
class WholeClientFuzzIT {
    /**
     * The first byte says how the client connects, the second how far the server behaves, the third what else is on.
     */
    private static final int CHOICES = 3;
    /** How often one second has to be too short before it counts: the machine may be busy. */
    private static final int TRIES = 3;

    /** What a client takes once, and what is written when it is told of a failure. */
    private static final long FREE_BYTES = 1 << 20;
    /** Three times what one takes. A client that is let down makes as many as the time allows until it is closed. */
    private static final long BYTES_PER_CONNECTION = 128 * 1024;
    /** Nine bytes may be a question in a body, which is answered: 2000 bytes. */
    private static final long BYTES_PER_BYTE = 512;
    /**
     * Twenty bytes may be a compressed message that reaches the limit, and is there several times while it is inflated.
     */
    private static final long BYTES_PER_COMPRESSED_BYTE = 2048;

    private static final List<List<TransportType>> TRANSPORTS = List.of(
            List.of(TransportType.WEBSOCKET),
            List.of(TransportType.POLLING),
            List.of(TransportType.POLLING, TransportType.WEBSOCKET));

    private static final List<Depth> DEPTHS = List.of(Depth.NOWHERE, Depth.SESSION, Depth.NAMESPACE);

    private static final Warnings WARNINGS = Warnings.listen();
    private static final Adversary SERVER = server();
    private static final OwnThreads OWN_THREADS = new OwnThreads();

    private static final Ending ENDING = new Ending(Duration.ofSeconds(1));
    /** For a client that comes back: that of two ends none is the last is no failure. */
    private static final Ending PLAY = new Ending(Duration.ofMillis(100));
    /** While classes are loaded, which the fuzzer makes slow. */
    private static final Ending FIRST_ENDING = new Ending(Duration.ofSeconds(30));

    private static boolean isWarm;

    private static Adversary server() {
        try {
            return new Adversary();
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    @FuzzTest
    void sessions(byte[] bytes) throws Exception {
        warmUp();
        Input input = new Input(bytes, CHOICES);
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                session(input, bytes.length);
                return;
            } catch (Doubt doubt) {
                if (tries == TRIES) {
                    throw doubt;
                }
            }
        }
    }

    private static void warmUp() throws Exception {
        for (byte i = 0; i < 2 * TRANSPORTS.size() && !isWarm; i++) {
            byte shares = (byte) (i / TRANSPORTS.size());
            byte[] play = {i, (byte) DEPTHS.indexOf(Depth.NAMESPACE), shares, '4', '2', '[', '"', 'a', '"', ']'};
            int unused = play(new Input(play, CHOICES), FIRST_ENDING);
            if (i == 0) {
                OWN_THREADS.begun();
            }
        }
        isWarm = true;
    }

    private static void session(Input input, int size) throws Exception {
        long before = OWN_THREADS.allocated();
        int connections = play(input, ENDING);
        checkMemory(OWN_THREADS.allocated() - before, connections, input, size);
        WARNINGS.check();
    }

    /** Returns how many connections the client made. */
    private static int play(Input input, Ending ending) throws Exception {
        int way = input.choice(0, TRANSPORTS.size());
        boolean shares = flag(input, 0);
        Play play = new Play(DEPTHS.get(input.choice(1, DEPTHS.size())), way == 2, flag(input, 1), input.pieces());
        SERVER.play(play);
        Customer customer = new Customer(
                SERVER.url(),
                new Customer.Setup(TRANSPORTS.get(way), compresses(input), flag(input, 3), flag(input, 4)),
                shares ? builder -> {} : OWN_THREADS::useBy);
        try {
            customer.begin();
            if (!flag(input, 5)) {
                letPlay(play, customer, ending);
            }
        } finally {
            customer.close();
        }
        customer.checkEnd(ending);
        ending.await("no connection is left", () -> SERVER.open() == 0);
        if (shares) {
            ending.await("no thread is left", OWN_THREADS::areAlone);
        } else {
            OWN_THREADS.checkLoopIsAlive(ending);
        }
        return play.connections();
    }

    /** Whatever is played, the server hangs up in the end: who does not come back has to see that. */
    private static void letPlay(Play play, Customer customer, Ending ending) throws Exception {
        if (customer.comesBack()) {
            boolean unused = PLAY.comes(() -> play.hasSeenEnough() || customer.isOver());
        } else {
            ending.await("the server's end is seen", customer::isOver);
        }
    }

    private static boolean flag(Input input, int bit) {
        return (input.choice(2, 256) >> bit & 1) != 0;
    }

    private static void checkMemory(long bytes, int connections, Input input, int size) {
        long perByte = compresses(input) ? BYTES_PER_COMPRESSED_BYTE : BYTES_PER_BYTE;
        long allowed = FREE_BYTES + BYTES_PER_CONNECTION * connections + perByte * size;
        if (bytes > allowed) {
            throw new Doubt(size + " bytes of input on " + connections + " connections took " + bytes
                    + " bytes of memory, and may take " + allowed);
        }
    }

    private static boolean compresses(Input input) {
        return flag(input, 2);
    }
}
