package io.curlew.kafka;

import java.io.PrintStream;

/**
 * The program of a broker that formats its storage and starts, in one JVM where Kafka's scripts take two. Runs with
 * Kafka's class path, which is not that of the tests.
 */
final class FormattedBroker {
    private FormattedBroker() {}

    /**
     * Runs the broker.
     *
     * @param args the file with the settings and, for storage that is to be formatted, the id of the cluster
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 1) {
            format("format", "-t", args[1], "-c", args[0]);
        }
        Object unused = Class.forName("kafka.Kafka")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {args[0]});
    }

    private static void format(String... args) throws Exception {
        Object code = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, args, System.out);
        if (!code.equals(0)) {
            throw new IllegalStateException("The storage can't be formatted");
        }
    }
}
