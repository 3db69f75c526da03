package io.curlew.testserver.junit;

import io.curlew.testserver.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test a {@link TestServer} that is started, and closes it afterwards. A test takes it as a parameter:
 *
 * <pre>{@code
 * @ExtendWith(TestServerExtension.class)
 * class ShopTest {
 *     @Test
 *     void theShopOrders(TestServer server) { ... }
 * }
 * }</pre>
 *
 * <p>or asks the extension for it, which may then say more about the server:
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestServerExtension curlew = new TestServerExtension(TestServer.builder().recovery())
 *         .onStart(server -> server.on("sum").reply(3))
 *         .failOnOpenConnections();
 * }</pre>
 *
 * <p>A test fails when a handler or a middleware of its server threw something. When a test fails, for whatever reason,
 * the transcript of what happened on the server during that test is printed to standard error, 200 lines at most: the
 * first 20 and the last. A failed wait has it in its message, and nothing is printed then, unless tests share the
 * server: the message begins with the first of them.
 *
 * <p>Constructors, {@code @BeforeEach} and {@code @AfterEach} methods get the server of their test, as parameter too.
 * With {@link #perClass} all tests of a class share one. Immutable: each method returns an extension of its own. It
 * works with JUnit 5.14 and with JUnit 6, and with tests that run in parallel.
 */
public final class TestServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final String SERVER = "server";
    private static final String BEGIN = "begin";
    private final TestServer.Builder builder;
    private final Consumer<? super TestServer> setUp;
    private final boolean perClass;
    private final boolean noOpenConnections;
    private final Namespace ownStore = Namespace.create(TestServerExtension.class, this);
    private final Set<RunningServer> running = ConcurrentHashMap.newKeySet();

    /** Gives each test a server with the defaults of {@link TestServer#builder()}. */
    public TestServerExtension() {
        this(TestServer.builder());
    }

    /**
     * Gives each test a server that the builder makes: a new one for each. The builder is not to be changed any more.
     */
    public TestServerExtension(TestServer.Builder builder) {
        this(builder, server -> {}, false, false);
    }

    private TestServerExtension(
            TestServer.Builder builder,
            Consumer<? super TestServer> setUp,
            boolean perClass,
            boolean noOpenConnections) {
        this.builder = builder;
        this.setUp = setUp;
        this.perClass = perClass;
        this.noOpenConnections = noOpenConnections;
    }

    /**
     * Does this to each server before it is started: adds handlers, routes and rules that all tests want. May be called
     * again: then all of that is done, in the order of the calls.
     *
     * @param newSetUp runs on the thread of the test; what it throws fails the test
     */
    public TestServerExtension onStart(Consumer<? super TestServer> newSetUp) {
        Consumer<? super TestServer> before = setUp;
        Consumer<TestServer> both = server -> {
            before.accept(server);
            newSetUp.accept(server);
        };
        return new TestServerExtension(builder, both, perClass, noOpenConnections);
    }

    /**
     * Gives all tests of a class the same server, those of its nested classes too. It is there before {@code BeforeAll}
     * methods, and closed after the {@code AfterAll} methods, both of which may take it as a parameter. What one test
     * leaves behind remains for the next: handlers, rules, and clients for which no test has waited.
     *
     * <p>The extension has to be in a static field then, unless the class has one instance for all its tests.
     */
    public TestServerExtension perClass() {
        return perClass(true);
    }

    /** As {@link #perClass()} for true; with false each test has its own server, which is the default. */
    public TestServerExtension perClass(boolean share) {
        return new TestServerExtension(builder, setUp, share, noOpenConnections);
    }

    /**
     * Fails a test that leaves connections open: a program that is closed should close its own. They have 2 s after the
     * test's {@code AfterEach} methods; with {@link #perClass}, after the {@code AfterAll} methods of the class. By
     * default the server closes open connections silently. A test that failed or was aborted, and a class with such a
     * test, is not checked, because it had no chance to close.
     */
    public TestServerExtension failOnOpenConnections() {
        return failOnOpenConnections(true);
    }

    /** As {@link #failOnOpenConnections()} for true; false is the default. */
    public TestServerExtension failOnOpenConnections(boolean fail) {
        return new TestServerExtension(builder, setUp, perClass, fail);
    }

    /**
     * Returns the server of the test that runs now, on whatever thread this is asked.
     *
     * @throws IllegalStateException when no test runs, and when several run at once with a server each: only as a
     *     parameter a test gets its own then
     */
    public TestServer server() {
        List<RunningServer> now = List.copyOf(running);
        if (now.size() != 1) {
            throw new IllegalStateException(
                    now.isEmpty()
                            ? "There is no server: it is there while a test runs, with perClass() while its class does"
                            : now.size() + " tests run at once, each with its own server: take it as a parameter");
        }
        return now.get(0).server();
    }

    /** Returns where clients connect to the {@link #server()}: {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return server().uri();
    }

    @Override
    public void beforeAll(ExtensionContext ofClass) {
        if (perClass) {
            RunningServer unused = started(ofClass);
        }
    }

    @Override
    public void beforeEach(ExtensionContext ofTest) {
        if (perClass) {
            ofTest.getStore(ownStore).put(BEGIN, ofClass(ofTest).lastMoment());
        } else {
            RunningServer unused = started(ofTest);
        }
    }

    private RunningServer ofClass(ExtensionContext context) {
        return find(context)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "perClass() needs an extension in a static field: this one came after its class had begun"));
    }

    @Override
    public void afterEach(ExtensionContext ofTest) {
        RunningServer server = find(ofTest).orElseThrow();
        Duration begin = ofTest.getStore(ownStore).getOrDefault(BEGIN, Duration.class, RunningServer.BEGINNING);
        checkAtEnd(ofTest, server, begin, noOpenConnections && !perClass);
    }

    @Override
    public void afterAll(ExtensionContext ofClass) {
        Optional<RunningServer> own = find(ofClass).filter(server -> server.isOf(ofClass));
        own.ifPresent(server -> checkAtEnd(ofClass, server, RunningServer.BEGINNING, noOpenConnections));
    }

    /** What a test that failed or was aborted left open says nothing: it had no chance to close it. */
    private static void checkAtEnd(ExtensionContext context, RunningServer server, Duration begin, boolean closed) {
        Optional<Throwable> thrown = context.getExecutionException();
        thrown.ifPresent(why -> server.wasLeftInTheMiddle());
        boolean passed = false;
        try {
            server.server().verify();
            if (closed && !server.isLeftInTheMiddle()) {
                server.expectNoOpenConnections();
            }
            passed = thrown.isEmpty() || thrown.get() instanceof TestAbortedException;
        } finally {
            if (!passed) {
                server.printWhatHappened(context.getDisplayName(), begin, thrown);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (!perClass && context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("Each test has a server of its own, of which there is none yet: "
                    + "what belongs to the whole class needs an extension with perClass()");
        }
        return (perClass ? ofClass(context) : started(context)).server();
    }

    /** A constructor gets the server of the test for which it makes the instance. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Returns the server of a test or class, started now unless it is already. JUnit closes it with the context. */
    private RunningServer started(ExtensionContext context) {
        return context.getStore(ownStore).getOrComputeIfAbsent(SERVER, key -> start(context), RunningServer.class);
    }

    private RunningServer start(ExtensionContext context) {
        TestServer server = builder.build();
        RunningServer started = new RunningServer(server, context.getUniqueId(), running::remove);
        try {
            setUp.accept(server);
            server.start();
        } catch (Throwable thrown) {
            started.close();
            throw thrown;
        }
        running.add(started);
        return started;
    }

    /** Returns the server of that test or class, or of the one around it. */
    private Optional<RunningServer> find(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(ownStore).get(SERVER, RunningServer.class));
    }
}
