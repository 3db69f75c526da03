package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A contestant's process. Connects, then does the tasks that come as lines on standard input and answers each with one
 * line of JSON: what it took.
 */
final class Worker {
    private final Contestant contestant;
    private final Destination to;
    private final Arrivals arrivals = new Arrivals();
    private final Histogram latencies = new Histogram(3);
    private final ExecutorService senders = Executors.newCachedThreadPool(Worker::daemon);
    private final List<Client> idle = new ArrayList<>();
    private final Gathering gathering;
    private final Rally rally;
    private final Client client;
    private @Nullable GrownClient grown;

    private Worker(Contestant contestant, Destination to) {
        this.contestant = contestant;
        this.to = to;
        gathering = new Gathering(contestant, to);
        rally = new Rally(contestant, to, arrivals);
        client = contestant.connect(to, arrivals);
    }

    public static void main(String[] args) {
        Usage.start();
        try {
            List<String> arguments = List.of(args);
            Worker worker =
                    new Worker(Contestant.of(arguments.get(0)), Destination.of(arguments.subList(1, arguments.size())));
            System.out.println("{}");
            worker.serve();
            System.exit(0);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.out.println(new JsonMapper().writeValueAsString(Map.of("failed", failure.toString())));
            System.exit(1); // a client's own threads must not keep a process alive that has given up
        }
    }

    private void serve() throws IOException {
        BufferedReader tasks = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String task = tasks.readLine(); task != null; task = tasks.readLine()) {
            System.out.println(measure(task.split(" ")));
        }
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run);
        thread.setDaemon(true);
        return thread;
    }

    private String measure(String[] task) {
        latencies.reset();
        Usage.resetPeak();
        Usage before = Usage.now();
        perform(task);
        return before.until(Usage.now(), latencies);
    }

    private void perform(String[] task) {
        int count = Integer.parseInt(task[1]);
        switch (task[0]) {
            case "receive" -> receive(count, task[2]);
            case "send" -> send(count, Integer.parseInt(task[2]));
            case "sendbytes" -> sendBytes(count, task.length > 2 ? Integer.parseInt(task[2]) : Flood.BINARY_SIZE);
            case "ask" -> ask(count, Integer.parseInt(task[2]));
            case "connect" -> connect(count);
            case "idle" -> idle(count);
            case "listen" -> grown().listen(count);
            case "join" -> grown().join(count);
            case "open" -> rally.open(count);
            case "flood" -> grown().receive(count, task[2]);
            case "rally" -> rally.play(count);
            case "gather" -> gathering.gather(count);
            case "cut" -> gathering.cut();
            default -> throw new IllegalArgumentException(task[0]);
        }
    }

    private GrownClient grown() {
        if (grown == null) {
            grown = new GrownClient(to, arrivals);
        }
        return grown;
    }

    private void receive(int count, String event) {
        arrivals.expect(count);
        client.emit("flood", event, count);
        arrivals.await();
    }

    private void send(int count, int threads) {
        arrivals.expect(1);
        client.emit("count", count);
        for (int i = 1; i < threads; i++) {
            senders.execute(() -> send(count / threads));
        }
        send(count / threads);
        arrivals.await();
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            client.send(Quote.SAMPLE);
        }
    }

    private void sendBytes(int count, int size) {
        byte[] bytes = new byte[size];
        arrivals.expect(1);
        client.emit("count", 2 * count); // a header and an attachment each
        for (int i = 0; i < count; i++) {
            client.send(bytes);
        }
        arrivals.await();
    }

    private void ask(int count, int inFlight) {
        arrivals.expect(count);
        for (int i = 0; i < inFlight; i++) {
            new Asking(count / inFlight).ask();
        }
        arrivals.await();
    }

    /** One question after the other. */
    private final class Asking {
        private int left;
        private long asked;

        Asking(int count) {
            left = count;
        }

        void ask() {
            asked = System.nanoTime();
            client.ask(this::answered);
        }

        private void answered() {
            latencies.recordValue(System.nanoTime() - asked);
            if (--left > 0) {
                ask();
            }
            arrivals.arrived();
        }
    }

    /** Connects, asks, and closes, one client after the other. */
    private void connect(int count) {
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            Client next = contestant.connect(to, new Arrivals());
            arrivals.expect(1);
            next.ask(arrivals::arrived);
            arrivals.await();
            latencies.recordValue(System.nanoTime() - start);
            next.close();
        }
    }

    /** Connects until so many are. */
    private void idle(int count) {
        while (idle.size() < count) {
            idle.add(contestant.connect(to, new Arrivals()));
        }
        System.gc();
    }
}
