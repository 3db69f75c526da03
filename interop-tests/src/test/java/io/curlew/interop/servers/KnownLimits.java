package io.curlew.interop.servers;

import io.curlew.interop.Transports;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Skips what a server can't do, as {@code docs/servers.md} says, with the reason that stands there. */
final class KnownLimits implements InvocationInterceptor {
    private final ServersPage page = ServersPage.read();

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, method, context);
    }

    private void proceedOrSkip(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        ServerContract test = (ServerContract) context.getRequiredTestInstance();
        String name = "ServerContract." + method.getExecutable().getName();
        Optional<Transports> transports = method.getArguments().stream()
                .filter(Transports.class::isInstance)
                .map(Transports.class::cast)
                .findFirst();
        Optional<String> reason = page.whyNot(name, test.server(), transports);
        if (reason.isEmpty()) {
            invocation.proceed();
        } else {
            invocation.skip();
            throw new TestAbortedException(test.server() + ": " + reason.get());
        }
    }
}
