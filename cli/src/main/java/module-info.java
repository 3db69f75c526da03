import org.jspecify.annotations.NullMarked;

/** The {@code curlew} command. */
@NullMarked
module io.curlew.cli {
    requires static org.jspecify;
    requires info.picocli;

    opens io.curlew.cli to
            info.picocli;
}
