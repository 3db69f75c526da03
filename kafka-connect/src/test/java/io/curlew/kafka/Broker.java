package io.curlew.kafka;

import io.curlew.testsupport.LastingPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.Uuid;

/** A Kafka of one node, broker and controller at once. */
final class Broker implements AutoCloseable {
    private final Path directory;
    private final int port = LastingPorts.KAFKA_CONNECT.next();
    private final String settings;
    private KafkaProcess process;

    Broker(Path directory) {
        this.directory = directory;
        this.settings = KafkaProcess.settings(
                directory.resolve("broker.properties"), settings(LastingPorts.KAFKA_CONNECT.next()));
        this.process = start(settings, Uuid.randomUuid().toString());
    }

    private Map<String, ?> settings(int controller) {
        Map<String, Object> all = new HashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", 1);
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        all.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("log.dirs", directory.resolve("logs"));
        all.put("log.cleaner.dedupe.buffer.size", 4 << 20); // the default is half of this heap
        all.put("offsets.topic.num.partitions", 1);
        all.put("offsets.topic.replication.factor", 1);
        all.put("transaction.state.log.num.partitions", 1);
        all.put("transaction.state.log.replication.factor", 1);
        all.put("transaction.state.log.min.isr", 1);
        // One that is started anew is let in when the one before has missed its heartbeats for so long.
        all.put("broker.session.timeout.ms", 1000);
        all.put("broker.heartbeat.interval.ms", 100);
        all.put("group.initial.rebalance.delay.ms", 0);
        all.put("group.min.session.timeout.ms", 500);
        return all;
    }

    private KafkaProcess start(String... args) {
        return KafkaProcess.start(directory, "broker", "256m", FormattedBroker.class.getName(), args);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns a question whether somebody can connect. */
    Callable<Boolean> isUp() {
        return () -> {
            process.requireAlive();
            try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Ends it as {@code kill -9} does, and starts it again. */
    void restart() {
        process.kill();
        process = start(settings);
    }

    @Override
    public void close() {
        process.close();
    }
}
