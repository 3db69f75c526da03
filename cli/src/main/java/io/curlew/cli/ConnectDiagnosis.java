package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.ConnectFailedException.Reason;
import io.curlew.socketio.protocol.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Says why a server could not be connected, in the words of somebody who typed a URL: what was asked, and what of it
 * may be wrong.
 *
 * @param target where to
 * @param namespaceFromPath whether the namespace is the URL's path, and not an option's
 * @param timeout how long was waited
 */
record ConnectDiagnosis(Target target, boolean namespaceFromPath, Duration timeout) {
    private static final Set<Integer> REFUSALS = Set.of(401, 403);
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;
    /** A refusal's data is for people: a page of it is enough. */
    private static final int SHOWN_DATA = 1024;

    Failure of(Throwable thrown) {
        Throwable why = thrown instanceof ExecutionException || thrown instanceof CompletionException
                ? Optional.ofNullable(thrown.getCause()).orElse(thrown)
                : thrown;
        if (why instanceof ConnectFailedException failed && failed.reason() == Reason.REFUSED) {
            return refused(failed);
        }
        Optional<TransportException> transport = transportFailure(why);
        boolean denied = transport
                .map(failure -> REFUSALS.contains(failure.httpStatus().orElse(0)))
                .orElse(false);
        Failure failure = new Failure(denied ? ExitCode.REFUSED : ExitCode.NO_CONNECTION, cannotConnect(reason(why)));
        return transport.flatMap(this::hint).map(failure::hint).orElse(failure);
    }

    private Failure refused(ConnectFailedException failed) {
        String message =
                cannotConnect(failed.serverMessage().map(PeerText::opening).orElseGet(() -> Failure.describe(failed)));
        Failure failure = failed.data()
                .map(data -> withData(message, data))
                .orElseGet(() -> new Failure(ExitCode.REFUSED, message));
        boolean unknown =
                failed.serverMessage().filter("Invalid namespace"::equals).isPresent();
        return unknown && namespaceFromPath ? failure.hint(pathIsNamespace()) : failure;
    }

    private static Failure withData(String message, Json data) {
        String beginning = JsonText.onOneLine(data.text(SHOWN_DATA));
        String shown = data.size() <= SHOWN_DATA ? beginning : beginning + "...";
        return new Failure(ExitCode.REFUSED, message + ", data: " + shown).data(JsonText.onOneLine(data.text()));
    }

    private String cannotConnect(String why) {
        return "cannot connect to " + target + ": " + why;
    }

    private String reason(Throwable why) {
        if (why instanceof ConnectFailedException failed && failed.reason() == Reason.NO_ANSWER) {
            return "the server did not answer within " + DurationConverter.text(timeout);
        }
        return Failure.describe(why).replace(timeout.toString(), DurationConverter.text(timeout));
    }

    private static Optional<TransportException> transportFailure(Throwable why) {
        Throwable failure = why instanceof TransportException || why.getCause() == null ? why : why.getCause();
        return failure instanceof TransportException transport ? Optional.of(transport) : Optional.empty();
    }

    private Optional<String> hint(TransportException failure) {
        String message = String.valueOf(failure.getMessage());
        int status = failure.httpStatus().orElse(0);
        if (target.isSecure() && message.contains("no TLS connection") && !message.contains("certificate")) {
            return Optional.of("if the server speaks no TLS, its URL starts with http://");
        }
        boolean answeredNonsense = status == BAD_REQUEST || message.contains("before the whole answer");
        if (!target.isSecure() && answeredNonsense) {
            return Optional.of("asked " + target.endpoint()
                    + "; if the server speaks TLS, its URL starts with https://; --path says where else it listens");
        }
        boolean noSuchPath = status == NOT_FOUND || message.contains("no answer to the handshake");
        return noSuchPath ? Optional.of(wrongPath()) : Optional.empty();
    }

    private String wrongPath() {
        String asked = "asked " + target.endpoint() + "; --path says where else a server listens";
        return namespaceFromPath ? asked + "; " + pathIsNamespace() : asked;
    }

    private String pathIsNamespace() {
        String path = PeerText.name(target.namespace());
        return "the URL's path " + path + " was taken for a namespace; if the server listens there, end the URL with "
                + path.replaceFirst("/$", "") + "/socket.io/ or use --path";
    }
}
