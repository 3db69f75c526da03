package io.curlew.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the manual and the completions to where programs look for them below a directory such as
 * {@code /usr/local/share}. It is no command: the build alone starts it.
 */
final class Documents {
    private final Path share;
    private final Usages commands = new Curlew(Streams.ofProgram()).usages();

    private Documents(Path share) {
        this.share = share;
    }

    public static void main(String[] args) throws IOException {
        Documents documents = new Documents(Path.of(args[0]));
        documents.completions();
        documents.manual();
    }

    private void completions() throws IOException {
        write("bash-completion/completions/curlew", new BashCompletion(commands).script());
        write("zsh/site-functions/_curlew", new ZshCompletion(commands).script());
        write("fish/vendor_completions.d/curlew.fish", new FishCompletion(commands).script());
    }

    private void manual() throws IOException {
        page(commands.root());
        for (Usage command : commands.byName().values()) {
            page(command);
        }
    }

    private void page(Usage command) throws IOException {
        write("man/man1/" + command.qualifiedName("-") + ".1", new ManPage(command, commands).text());
    }

    private void write(String name, String text) throws IOException {
        Path file = share.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
