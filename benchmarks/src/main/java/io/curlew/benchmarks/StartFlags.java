package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a program with this client can do to start faster and smaller: flags of the JVM. */
final class StartFlags implements Experiment {
    private static final String CURLEW = "curlew";
    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final String NO_EVENTS = "-Dio.netty.jfr.enabled=false";
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final List<String> HELPFUL = List.of(NO_EVENTS, FIRST_COMPILER);

    /** The JVM that has a cache of more than classes. */
    private static final int WITH_CACHE = 25;

    private final List<Start> starts = new ArrayList<>();

    @Override
    public String name() {
        return "flags";
    }

    @Override
    public String run(Launcher launcher, int maxRounds) throws IOException {
        int rounds = Math.min(ColdStart.MAX_ROUNDS, maxRounds);
        try (Server server = launcher.server(Carrier.WEBSOCKET)) {
            add("none", List.of(), rounds);
            for (String flag : List.of(SERIAL, NO_EVENTS, FIRST_COMPILER)) {
                add("`" + flag + "`", List.of(flag), rounds);
            }
            add("the last two", HELPFUL, rounds);
            add("an archive of classes", launcher.archive(CURLEW, server, List.of()), rounds);
            add("an archive and these two", launcher.archive(CURLEW, server, HELPFUL), rounds);
            if (Runtime.version().feature() >= WITH_CACHE) {
                add("an AOT cache", launcher.aotCache(CURLEW, server, List.of()), rounds);
                add("an AOT cache and these two", launcher.aotCache(CURLEW, server, HELPFUL), rounds);
            }
            for (int round = 0; round < rounds; round++) {
                Progress.say("flags, round " + (round + 1) + " of " + rounds);
                for (Start start : starts) {
                    start.run(launcher, server, round);
                }
            }
        }
        StringBuilder page = new StringBuilder("### Start of curlew to first ack, with flags\n\n" + Start.HEAD);
        starts.forEach(start -> page.append(start.row()));
        page.append(Markdown.targets("ratio of cpu to no flags", "median [95 %]"));
        starts.stream().skip(1).forEach(start -> page.append(ratio(start)));
        return page.toString();
    }

    private String ratio(Start start) {
        return start.cpuBeside(starts.get(0))
                .map(ratio -> Markdown.target(start.name(), ratio, OptionalDouble.empty()))
                .orElseGet(() -> Markdown.failedTarget(start.name(), OptionalDouble.empty()));
    }

    private void add(String name, List<String> flags, int rounds) {
        starts.add(new Start(name, CURLEW, flags, rounds));
    }
}
