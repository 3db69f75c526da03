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
 * Gives each test a running {@link TestServer}, and closes it afterwards. A test takes the server as a parameter:
 *
 * <pre>{@code
 * @ExtendWith(TestServerExtension.class)
 * class ShopTest {
 *     @Test
 *     void theShopOrders(TestServer server) { ... }
 * }
 * }</pre>
 *
 * <p>or from the extension in a field, which can also configure the server:
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestServerExtension curlew = new TestServerExtension(TestServer.builder().recovery())
 *         .onStart(server -> server.on("sum").reply(3))
 *         .failOnOpenConnections();
 * }</pre>
 *
 * <p>A test fails if a handler or a middleware of its server threw an exception. When a test fails, for whatever
 * reason, the extension prints the transcript of the server during that test on standard error, at most 200 lines: the
 * first 20 and the last. The message of a failed wait already contains the transcript, so nothing is printed then,
 * unless tests share the server: in that case the message begins with the first test.
 *
 * <p>Constructors, {@code @BeforeEach} and {@code @AfterEach} methods can also take the server of their test as a
 * parameter. With {@link #perClass}, all tests of a class share one server. Immutable: each method returns a new
 * extension. It works with JUnit 5.14 and JUnit 6, and with tests that run in parallel.
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

    /** Gives each test a new server from the builder, which must not be changed afterwards. */
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
     * Calls the function with each server before it is started, for example to add handlers, routes and rules. If this
     * is called several times, all functions run, in the order of the calls.
     *
     * @param newSetUp runs on the thread of the test; an exception fails the test
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
     * Gives all tests of a class and of its nested classes the same server. It starts before the {@code BeforeAll}
     * methods and is closed after the {@code AfterAll} methods, which can both take it as a parameter. The next test
     * finds what the previous one left behind: handlers, rules, and clients that no test has waited for.
     *
     * <p>The extension must then be in a static field, unless the class has one instance for all its tests.
     */
    public TestServerExtension perClass() {
        return perClass(true);
    }

    /** As {@link #perClass()} for true; with false each test has its own server, which is the default. */
    public TestServerExtension perClass(boolean share) {
        return new TestServerExtension(builder, setUp, share, noOpenConnections);
    }

    /**
     * Fails a test that leaves connections open, because a program that is closed should close them. They have 2 s
     * after the test's {@code AfterEach} methods or, with {@link #perClass}, after the {@code AfterAll} methods of the
     * class. By default the server closes open connections silently. A test that failed or was aborted, and a class
     * with such a test, is not checked, because it may not have closed its program.
     */
    public TestServerExtension failOnOpenConnections() {
        return failOnOpenConnections(true);
    }

    /** As {@link #failOnOpenConnections()} for true; false is the default. */
    public TestServerExtension failOnOpenConnections(boolean fail) {
        return new TestServerExtension(builder, setUp, perClass, fail);
    }

    /**
     * Returns the server of the running test. Can be called from any thread.
     *
     * @throws IllegalStateException if no test is running, or if several tests run in parallel with their own servers:
     *     each must then take its server as a parameter
     */
    public TestServer server() {
        List<RunningServer> now = List.copyOf(running);
        if (now.size() != 1) {
            throw new IllegalStateException(
                    now.isEmpty()
                            ? "There is no server: it exists while a test runs or, with perClass(), while its class runs"
                            : now.size() + " tests run at once, each with its own server: take it as a parameter");
        }
        return now.get(0).server();
    }

    /** Returns the URI of the {@link #server()}: {@code http://127.0.0.1:41234}. */
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
            throw new ParameterResolutionException("Each test has its own server, which does not exist yet: "
                    + "for the server of the whole class, use an extension with perClass()");
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
