package io.curlew.interop.limits;

import io.curlew.interop.Transports;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Skips what a server, or a client, can't do, as a page of {@code docs} says, with the reason that stands there. */
public final class KnownLimits implements InvocationInterceptor {
    private final LimitsPage page;
    private final String contract;
    private final String peer;

    /**
     * @param page the page's file
     * @param contract the class with the tests
     * @param peer how the column begins
     */
    public KnownLimits(String page, Class<?> contract, String peer) {
        this.page = LimitsPage.read(page);
        this.contract = contract.getSimpleName();
        this.peer = peer;
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, method);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, method);
    }

    private void proceedOrSkip(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method)
            throws Throwable {
        String test = contract + "." + method.getExecutable().getName();
        Optional<Transports> transports = method.getArguments().stream()
                .filter(Transports.class::isInstance)
                .map(Transports.class::cast)
                .findFirst();
        Optional<String> reason = page.whyNot(test, peer, transports);
        if (reason.isEmpty()) {
            invocation.proceed();
        } else {
            invocation.skip();
            throw new TestAbortedException(peer + ": " + reason.get());
        }
    }
}
