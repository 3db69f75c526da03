package io.curlew.engineio.delivery;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The items of an inbox to come: waits for each, and ends when no more will come. For one thread. Not API. */
public final class InboxIterator<T> implements Iterator<T> {
    private final Inbox<T> inbox;
    private final String ending;
    private Optional<T> next = Optional.empty();

    /**
     * Iterates over what is still to come.
     *
     * @param ending says why there is no next item when there is none
     */
    public InboxIterator(Inbox<T> inbox, String ending) {
        this.inbox = inbox;
        this.ending = ending;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) {
            next = Waiting.forItem(inbox);
        }
        return next.isPresent();
    }

    @Override
    public T next() {
        boolean unused = hasNext();
        T item = next.orElseThrow(() -> new NoSuchElementException(ending));
        next = Optional.empty();
        return item;
    }
}
