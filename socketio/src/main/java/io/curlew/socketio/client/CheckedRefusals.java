package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Failures;
import io.curlew.socketio.session.ConnectFailure;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The application's choice of refusals that are not final, made harmless: on a loop, in a change of state. */
record CheckedRefusals(Predicate<? super ConnectFailedException> retry, Consumer<? super Throwable> onThrown)
        implements BiPredicate<String, ConnectFailure.Refused> {

    @Override
    public boolean test(String namespace, ConnectFailure.Refused refused) {
        try {
            return retry.test(ConnectFailedException.of(namespace, refused, true));
        } catch (Throwable thrown) {
            Failures.tell(onThrown, thrown, ClientLog.LOG);
            return false;
        }
    }
}
