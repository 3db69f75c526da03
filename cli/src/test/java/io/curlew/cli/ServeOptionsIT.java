package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.BlockingEngineSocket;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.FaultProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeOptionsIT {
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    private static Path directory;

    private static PemFiles pem = new PemFiles(Path.of(""), Path.of(""), Path.of(""));

    private Optional<Serving> serving = Optional.empty();

    @BeforeAll
    static void makeCertificate() throws Exception {
        pem = PemFiles.in(directory, "served");
    }

    private String serve(String... options) {
        serving = Optional.of(Serving.with(options));
        return serving.orElseThrow().url();
    }

    @AfterEach
    void stop() {
        serving.ifPresent(Serving::close);
        serving = Optional.empty();
    }

    @Test
    void letsOnlyThoseJoinWhoSayWhatIsAskedFor() {
        String url = serve("--auth", "{\"token\":\"s3cret\"}");
        assertThat(Run.of("call", url, "echo").exitCode()).isEqualTo(ExitCode.REFUSED);
        Run wrong = Run.of("call", url, "-a", "{\"token\":\"other\"}", "echo");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(wrong.err()).first().asString().endsWith(": not authorized");
        Run right = Run.of("call", url, "-a", "{\"user\":7,\"token\":\"s3cret\"}", "echo", "1");
        assertThat(right.out()).containsExactly("[1]");
    }

    @Test
    void relaysWhatIsSentToARoomToTheOthersInIt() throws Exception {
        String url = serve("--rooms");
        BlockingQueue<String> relayed = new LinkedBlockingQueue<>();
        try (SocketIoClient client = SocketIoClient.builder(url).build()) {
            Socket member = client.socket("/");
            member.on("hi", event -> relayed.add(event.args().json(0)));
            member.connect().join();
            assertThat(member.emitWithAck("join", "a").join().json(0)).isEqualTo("true");
            assertThat(member.emitWithAck("join", "a").join().json(0)).isEqualTo("false");
            assertThat(member.emitWithAck("relay", "a", "hi", 0).join().json(0)).isEqualTo("0");
            assertThat(Run.of("call", url, "relay", "a", "hi", "1").out()).containsExactly("[1]");
            assertThat(relayed.take()).isEqualTo("1");
            assertThat(member.emitWithAck("leave", "a").join().json(0)).isEqualTo("true");
            assertThat(Run.of("call", url, "relay", "a", "hi", "2").out()).containsExactly("[0]");
        }
        assertThat(Run.of("call", url, "relay").out()).containsExactly("[0]");
    }

    @Test
    void letsClientsRecoverWithWhatTheyMissedAndTheirRooms() throws Exception {
        String url = serve("--recovery", "--rooms");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (FaultProxy proxy = FaultProxy.to(URI.create(url)).start();
                SocketIoClient client = SocketIoClient.builder(proxy.uri())
                        .transports(TransportType.WEBSOCKET) // the server sees at once that it is cut
                        .build()) {
            Socket member = client.socket("/");
            member.on("broadcast", event -> heard.add(event.args().json(0)));
            member.connect().join();
            assertThat(member.emitWithAck("join", "a").join().json(0)).isEqualTo("true");
            assertThat(Run.of("call", url, "broadcast", "1").out()).containsExactly("[]");
            assertThat(heard.take()).isEqualTo("1");
            String id = member.id().orElseThrow();
            proxy.cut(Cut.RST);
            awaitSaid(id + " left /");
            assertThat(Run.of("call", url, "broadcast", "2").out()).containsExactly("[]");
            assertThat(heard.take()).isEqualTo("2");
            awaitSaid(id + " recovered /");
            assertThat(member.recovered()).isTrue();
            assertThat(Run.of("call", url, "relay", "a", "broadcast", "3").out())
                    .containsExactly("[1]");
            assertThat(heard.take()).isEqualTo("3");
        }
    }

    @Test
    void isWhatTheTestSuiteOfSocketIoExpects() {
        String url = serve("--conformance", "--namespace", "/custom");
        assertThat(get(url + "/socket.io/?EIO=4&transport=polling"))
                .contains("\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000");
        await().atMost(LONG) // so short a heartbeat may end on a busy machine
                .ignoreExceptions()
                .untilAsserted(() -> assertAnswersTheTestSuiteOfSocketIo(url));
        awaitSaid("left /custom");
    }

    private static void assertAnswersTheTestSuiteOfSocketIo(String url) {
        try (SocketIoClient client =
                SocketIoClient.builder(url).auth(Map.of("token", "abc")).build()) {
            BlockingQueue<String> came = new LinkedBlockingQueue<>();
            Socket custom = client.socket("/custom");
            custom.onAny(event -> came.add(event.name() + event.args().json()));
            custom.connect().join();
            custom.emit("message", 1, "2", new byte[] {3});
            assertThat(custom.emitWithAck("message-with-ack", 1, "2").join().json())
                    .isEqualTo("[1,\"2\"]");
            await().atMost(Duration.ofSeconds(5)).until(() -> came.size() == 2);
            assertThat(came)
                    .containsExactly(
                            "auth[{\"token\":\"abc\"}]", "message-back[1,\"2\",{\"_placeholder\":true,\"num\":0}]");
        }
    }

    @Test
    void isWhatTheTestSuiteOfEngineIoExpects() {
        String url = serve("--conformance", "--engine");
        assertThat(get(url + "/engine.io/?EIO=4&transport=polling")).contains("\"pingInterval\":300");
        AtomicInteger connections = new AtomicInteger(1);
        await().atMost(LONG) // so short a heartbeat may end on a busy machine
                .ignoreExceptions()
                .untilAsserted(() -> {
                    connections.incrementAndGet();
                    assertEchoesOverEngineIo(url);
                });
        awaitSaid("connection " + connections + " closed");
        assertThat(serving.orElseThrow().run().out()).isNotEmpty().containsOnly("{\"message\":\"hello\"}");
    }

    private static void assertEchoesOverEngineIo(String url) throws Exception {
        try (BlockingEngineSocket socket = EngineSocket.builder(url).build().blocking()) {
            socket.connect(LONG);
            socket.send("hello");
            assertThat(socket.receive(LONG).orElseThrow()).isEqualTo(EnginePacket.message("hello"));
        }
    }

    @Test
    void engineIoAloneHasNothingOfSocketIo() {
        Run run = Run.of("serve", "--engine", "--namespace", "/a");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).first().asString().contains("--engine can't be combined with --namespace");
    }

    private static String get(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void awaitSaid(String words) {
        serving.orElseThrow().awaitSaid(words);
    }

    @Test
    void answersAsAScriptSays() throws Exception {
        Path script = Files.writeString(directory.resolve("answers"), """
                {"emit":[{"event":"welcome","args":[1]}]}

                {"on":"sum","args":[3,{"$binary":"AAEC"}]}
                {"on":"echo","args":["canned"]}
                {"on":"bye","emit":[{"event":"gone"}],"disconnect":true}
                """);
        String url = serve("--script", script.toString());
        assertThat(Run.of("call", url, "sum").out()).containsExactly("[3,{\"$binary\":\"AAEC\"}]");
        assertThat(Run.of("call", url, "echo", "1").out()).containsExactly("[\"canned\"]");
        assertThat(Run.of("listen", url, "--count", "1").out()).containsExactly("{\"event\":\"welcome\",\"args\":[1]}");
    }

    @Test
    void namesALineOfAScriptThatIsWrong() throws Exception {
        assertThat(complaintAbout("{\"on\":\"a\"}\n{\"on\":\"a\"}\n"))
                .isEqualTo("curlew serve: line 2 of the script: a second answer to the same event");
        assertThat(complaintAbout("{\"on\":1}"))
                .isEqualTo("curlew serve: line 1 of the script: \"on\" is not a string");
        assertThat(complaintAbout("{\"args\":1}"))
                .isEqualTo("curlew serve: line 1 of the script: \"args\" is not an array");
        assertThat(complaintAbout("[]")).isEqualTo("curlew serve: line 1 of the script: not an object of JSON");
        assertThat(complaintAbout("{")).isEqualTo("curlew serve: line 1 of the script: not JSON");
        assertThat(complaintAbout("{\"sleep\":1}"))
                .isEqualTo("curlew serve: line 1 of the script: an unknown field \"sleep\"");
        assertThat(complaintAbout("{\"emit\":[{\"ack\":1}]}"))
                .isEqualTo("curlew serve: line 1 of the script: \"emit\" may contain only events without ack");
        assertThat(complaintAbout("\n{\"emit\":[{\"event\":\"connect\"}]}"))
                .isEqualTo("curlew serve: line 2 of the script: 'connect' is reserved: no event can have that name");
        assertThat(complaintAbout("{\"on\":\"disconnect\"}"))
                .isEqualTo("curlew serve: line 1 of the script: 'disconnect' is reserved: no event can have that name");
        assertThat(complaintAbout("{\"disconnect\":1}"))
                .isEqualTo("curlew serve: line 1 of the script: \"disconnect\" is neither true nor false");
    }

    private String complaintAbout(String script) throws Exception {
        Path file = Files.writeString(directory.resolve("wrong"), script);
        Run run = Run.of("serve", "--port", "0", "--script", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        return run.err().get(0);
    }

    @Test
    void hasThingsGoWrongOnAPortOfTheirOwn() {
        String slow = serve("--latency", "1ms", "--bandwidth", "1000000");
        assertThat(Run.of("call", slow, "echo", "1").out()).containsExactly("[1]");
        Run fixed = Run.of("serve", "--port", "1", "--latency", "1ms");
        assertThat(fixed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(fixed.err()).first().asString().contains("--port can only be 0");
    }

    @Test
    void closesWhatNettySocketioCloses() throws Exception {
        String url = serve("--like", "netty-socketio");
        assertThat(Run.of("call", url, "echo", "1").out()).containsExactly("[1]");
    }

    @Test
    void dropsWhatPythonEngineioDrops() throws Exception {
        String url = serve("--like", "python-engineio");
        String sixteen = "40" + "\u001e42[\"echo\"]".repeat(15);
        assertThat(posted(url, sixteen + "\u001e42[\"echo\"]")).isEqualTo("ok");
        assertThat(serving.orElseThrow().run().out()).isEmpty();
        assertThat(posted(url, sixteen)).isEqualTo("ok");
        await().until(() -> serving.orElseThrow().run().out().size() == 15);
        assertThat(Run.of("serve", "--like", "other").err())
                .first()
                .asString()
                .endsWith("not one of python-engineio, netty-socketio");
    }

    /** Returns the answer to a POST in a new session. */
    private static String posted(String url, String body) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI open = URI.create(url + "/socket.io/?EIO=4&transport=polling");
        String handshake = client.send(HttpRequest.newBuilder(open).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        String sid = handshake.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
        HttpRequest post = HttpRequest.newBuilder(URI.create(open + "&sid=" + sid))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(post, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void cutsConnections() {
        String cut = serve("--cut-after", "10");
        assertThat(Run.of("call", cut, "echo", "1").exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
    }

    @Test
    void stallsLikeAPulledCable() {
        String stalled = serve("--stall-after", "10");
        Run call = Run.of("call", stalled, "--timeout", "1s", "echo", "1");
        assertThat(call.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(call.err()).first().asString().contains("within 1 s");
    }

    @Test
    void servesHttpsWithTheKeyInTheSameFileOrAnother() {
        for (String[] options : new String[][] {
            {"--cert", pem.both().toString()},
            {"--cert", pem.cert().toString(), "--key", pem.key().toString()}
        }) {
            String url = serve(options);
            assertThat(url).startsWith("https:");
            Run call = Run.of("call", url, "--cacert", pem.cert().toString(), "echo", "1");
            assertThat(call.err()).isEmpty();
            assertThat(call.out()).containsExactly("[1]");
            assertThat(Run.of("call", url, "echo").exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
            stop();
        }
    }

    @Test
    void clientsThatTakeItsTlsForHttpAreToldSo() {
        String url = serve("--cert", pem.both().toString());
        Run call = Run.of("call", url.replace("https:", "http:"), "echo");
        assertThat(call.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(call.err()).last().asString().contains("its URL starts with https://");
    }

    @Test
    void whatIsNoCertificateIsWrongUsage() {
        Run keyAlone = Run.of("serve", "--key", pem.key().toString());
        assertThat(keyAlone.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(keyAlone.err()).first().isEqualTo("curlew serve: --key needs --cert");
        Run keyForCert = Run.of("serve", "--cert", pem.key().toString());
        assertThat(keyForCert.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(keyForCert.err())
                .first()
                .asString()
                .contains("served.key")
                .doesNotContain("BEGIN PRIVATE KEY-----\n");
    }
}
