package io.curlew.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code curlew} command. A subcommand is a class of its own, listed here. */
public final class Curlew {
    private static final List<String> COMMANDS = List.of(
            "connect", "emit", "call", "listen", "pipe", "engine", "serve", "demo", "completion", "man", "help");

    private final Streams streams;

    Curlew(Streams streams) {
        this.streams = streams;
    }

    public static void main(String[] args) {
        startFaster();
        System.exit(new Curlew(Streams.ofProgram()).run(args));
    }

    /**
     * Leaves out what other programs want of libraries, and what takes them longer to find out than most commands run.
     */
    static void startFaster() {
        System.setProperty("io.netty.jfr.enabled", "false"); // events for the flight recorder
        System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01"); // ids of channels, for logs alone
        System.setProperty("io.netty.processId", "1");
        System.setProperty("picocli.disable.closures", "true"); // Groovy's
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time|nio)\\..*"); // found by reflection
    }

    /** Runs a command line, and returns its exit code. Help, too, may be printed to a full disk. */
    int run(String... args) {
        int exitCode = isVersionOnly(args) ? version() : commandLine(args).execute(args);
        try {
            Output.check(streams.out());
            return exitCode;
        } catch (Output.ReaderGone quietly) {
            return exitCode;
        } catch (Failure failure) {
            return exitCode == ExitCode.DONE ? new Console(streams).failed(failure) : exitCode;
        }
    }

    private static boolean isVersionOnly(String... args) {
        return args.length == 1 && List.of("--version", "-V").contains(args[0]);
    }

    /** Needs none of picocli's classes, which take longer to load than all else. */
    private int version() {
        streams.out().println(Version.line());
        return ExitCode.DONE;
    }

    /** Returns what is needed for that line: to load every command takes longer than most of them run. */
    CommandLine commandLine(String... args) {
        String first = args.length == 0 ? "" : args[0];
        boolean one = COMMANDS.contains(first);
        return withCommands(one ? List.of(first) : COMMANDS);
    }

    private CommandLine withCommands(List<String> names) {
        CommandLine line = commandLine(root(), this);
        for (String name : names) {
            Subcommand command = command(name);
            line.addSubcommand(name, commandLine(command.usage, command));
        }
        return line.setExpandAtFiles(false) // an argument such as @name is ours to read
                .setOut(streams.out())
                .setErr(streams.err())
                .setColorScheme(Help.defaultColorScheme(streams.ansi()))
                .setUsageHelpAutoWidth(streams.own())
                .setParameterExceptionHandler((thrown, words) -> wrongUsage(thrown, List.of(words)))
                .setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command));
    }

    private static CommandLine commandLine(Usage usage, Object command) {
        return HelpText.install(new CommandLine(usage.spec(command)), usage);
    }

    private static Usage root() {
        return new Usage("", "curl for event wires: talks to Socket.IO 5 and Engine.IO 4 servers.");
    }

    private Subcommand command(String name) {
        return switch (name) {
            case "connect" -> new ConnectCommand(streams);
            case "emit" -> new EmitCommand(streams);
            case "call" -> new CallCommand(streams);
            case "listen" -> new ListenCommand(streams);
            case "pipe" -> new PipeCommand(streams);
            case "engine" -> new EngineCommand(streams);
            case "serve" -> new ServeCommand(streams);
            case "demo" -> new DemoCommand(streams);
            case "completion" -> new CompletionCommand(streams, this::usages);
            case "man" -> new ManCommand(streams, commandName(), this::usages);
            case "help" -> new HelpCommand(streams, commandName(), () -> withCommands(COMMANDS));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Parameter<Optional<String>> commandName() {
        return Parameter.operand("0", "COMMAND", "The command; without it, curlew itself.")
                .choices(COMMANDS)
                .optional(name -> name);
    }

    /** Returns what all commands are for. */
    Usages usages() {
        Map<String, Usage> byName = new LinkedHashMap<>();
        COMMANDS.forEach(name -> byName.put(name, command(name).usage));
        return new Usages(root(), byName);
    }

    private int failed(Exception thrown, CommandLine command) {
        Console console = ((Subcommand) command.getCommand()).console;
        if (thrown instanceof WrongUsage why) {
            return wrongUsage(command, why.getMessage(), console.isJson());
        }
        if (thrown instanceof Output.ReaderGone) {
            return ExitCode.DONE;
        }
        if (thrown instanceof InterruptedException || Interrupt.isUnderWay()) {
            return ExitCode.INTERRUPTED;
        }
        return console.failed(thrown instanceof Failure known ? known : Failure.of(thrown));
    }

    private int wrongUsage(ParameterException thrown, List<String> words) {
        CommandLine command = thrown.getCommandLine();
        return wrongUsage(command, complaint(thrown), Console.wantsJson(command.getCommandSpec(), words));
    }

    private int wrongUsage(CommandLine command, String complaint, boolean asJson) {
        String name = command.getCommandSpec().qualifiedName();
        Failure failure = new Failure(ExitCode.USAGE, complaint).hint("try '" + name + " --help'");
        return new Console(streams).failed(failure, name, asJson);
    }

    /** Names an unknown option or command, but does not repeat what stands around it: that may be a credential. */
    private static String complaint(ParameterException thrown) {
        List<String> unmatched = thrown instanceof UnmatchedArgumentException unknown
                ? unknown.getUnmatched()
                : thrown.getCommandLine().getUnmatchedArguments();
        boolean root = !thrown.getCommandLine().getSubcommands().isEmpty();
        if (root && unmatched.stream().limit(1).anyMatch(Target::isLikeOne)) {
            return "what to do with the URL is missing: curlew connect URL, curlew listen URL, or another command";
        }
        if (thrown instanceof UnmatchedArgumentException || thrown instanceof MissingParameterException) {
            for (String argument : unmatched) {
                if (argument.startsWith("-")) {
                    return "unknown option " + argument.replaceFirst("(?s)=.*", "");
                }
            }
        }
        if (!(thrown instanceof UnmatchedArgumentException)) {
            return Failure.describe(thrown);
        }
        return root ? "unknown command " + unmatched.get(0) + meant(thrown) : "too many arguments";
    }

    private static String meant(ParameterException thrown) {
        return thrown instanceof UnmatchedArgumentException unknown
                ? unknown.getSuggestions().stream()
                        .findFirst()
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("")
                : "";
    }
}
