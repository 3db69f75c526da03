package io.curlew.cli;

import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.testserver.TestServer;
import java.nio.file.Path;
import java.util.Optional;

/** Where a server listens, and what kind of server it is. */
final class ServerOptions {
    private static final int PORT = 3000;
    private static final String HOST = "127.0.0.1";

    private final Parameter<Optional<Integer>> port = Parameter.option(
                    "-p, --port=PORT",
                    "The port to listen on, 0 for any free one. (" + PORT + "; 0 with " + FaultOptions.OF_PROXY + ")")
            .optional(CountConverter::port);

    private final Parameter<String> host = Parameter.option("--host=HOST", "The address to listen on. (" + HOST + ")")
            .otherwise(HOST, text -> text);

    private final Parameter<Optional<String>> path = Parameter.option(
                    "--path=PATH", "The path to serve. (/socket.io/; /engine.io/ with --engine)")
            .optional(text -> text);

    private final Parameter<Boolean> recovery = Parameter.option(
                    "--recovery",
                    "Let clients recover their session, with the events that they missed, for 2 minutes after they lose"
                            + " the connection.")
            .flag();

    private final Parameter<Optional<ServerKind>> like = Parameter.option(
                    "--like=SERVER",
                    "Imitate a fault of another server: python-engineio drops a POST with more than 16 packets but answers ok;"
                            + " netty-socketio announces keep-alive and then closes each connection.")
            .choices(ServerKind.titles())
            .optional(ServerKind::titled);

    private final Parameter<Boolean> conformance = Parameter.option(
                    "--conformance",
                    "Use the settings, the namespace " + Conformance.NAMESPACE
                            + " and the answers that the public protocol test suite expects.")
            .flag();

    private final CertificateOptions certificate =
            new CertificateOptions("Serve https and wss with this certificate chain,");

    private final FaultOptions faults = new FaultOptions();

    void addTo(Usage usage) {
        usage.options(OptionGroup.OWN, port, host, path, recovery, like, conformance);
        certificate.addTo(usage);
        faults.addTo(usage);
    }

    boolean recovers() {
        return recovery.get();
    }

    boolean conforms() {
        return conformance.get();
    }

    FaultOptions faults() {
        return faults;
    }

    /**
     * Returns the settings of a server that is as was asked for.
     *
     * @throws IllegalArgumentException when an option is wrong
     */
    TestServer.Builder builder() {
        checkPlace();
        faults.check();
        TestServer.Builder builder = TestServer.builder()
                .port(port())
                .host(host.get())
                .parser(new DefaultParser(new RawJson.Codec(), ParserLimits.defaults()));
        path.get().ifPresent(builder::path);
        if (conforms()) {
            Conformance.applyTo(builder);
        }
        like.get().ifPresent(kind -> kind.applyTo(builder));
        if (recovers()) {
            builder.recovery();
        }
        Optional<Path> chain = certificate.chain();
        chain.ifPresent(
                pem -> builder.sslContext(PemTls.context(pem, certificate.key().orElse(pem), new PemTls.JvmTrust())));
        return builder;
    }

    private void checkPlace() {
        if (!faults.needProxy()) {
            return;
        }
        if (port.get().orElse(0) != 0) {
            throw new IllegalArgumentException(
                    "with " + FaultOptions.OF_PROXY + " the server listens on a free port: --port can only be 0");
        }
        if (!host.get().equals(HOST)) {
            throw new IllegalArgumentException("with " + FaultOptions.OF_PROXY + " the server listens on " + HOST
                    + ": --host can't be another address");
        }
    }

    private int port() {
        return port.get().orElse(faults.needProxy() ? 0 : PORT);
    }

    /** Returns where the server is to listen, for the message when it can't. */
    String place() {
        return host.get() + ":" + port();
    }
}
