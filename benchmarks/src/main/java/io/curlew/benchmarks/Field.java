package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All contestants, connected to one server. */
final class Field implements AutoCloseable {
    private final Peer server;
    private final List<Peer> contestants = new ArrayList<>();

    private Field(Peer server) {
        this.server = server;
    }

    static Field start(Launcher launcher, Scenario scenario) throws IOException {
        Field field = new Field(launcher.server());
        String url = Launcher.url(field.server);
        for (String label : launcher.all()) {
            if (scenario.takesPart(label)) {
                field.contestants.add(launcher.contestant(label, url));
            }
        }
        return field;
    }

    List<Peer> contestants() {
        return contestants;
    }

    @Override
    public void close() {
        contestants.forEach(Peer::close);
        server.close();
    }
}
