package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code curlew} command. A subcommand is a class of its own, listed here. */
@Command(
        name = "curlew",
        header = "curl for event wires: talks to Socket.IO 5 and Engine.IO 4 servers.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; stderr says why",
            "2:wrong usage",
            "3:could not connect, or not in time",
            "4:refused by the server (401, 403, or a connect error)",
            "5:an answer did not come in time",
            "130:interrupted"
        })
public final class Curlew {
    private static final List<String> COMMANDS = List.of(
            "connect", "emit", "call", "listen", "pipe", "engine", "serve", "demo", "completion", "man", "help");

    private Curlew() {}

    public static void main(String[] args) {
        startFaster();
        Output out = Output.stdout();
        System.exit(isVersionOnly(args) ? version(out) : run(commandLine(args).setOut(out), out, args));
    }

    /**
     * Leaves out what other programs want of libraries, and what takes them longer to find out than most commands run.
     */
    static void startFaster() {
        System.setProperty("io.netty.jfr.enabled", "false"); // events for the flight recorder
        System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01"); // ids of channels, for logs alone
        System.setProperty("io.netty.processId", "1");
        System.setProperty("picocli.disable.closures", "true"); // Groovy's
    }

    private static boolean isVersionOnly(String... args) {
        return args.length == 1 && List.of("--version", "-V").contains(args[0]);
    }

    /** Needs none of picocli's classes, which take longer to load than all else. */
    private static int version(Output out) {
        out.println(Version.line());
        try {
            Output.check(out);
        } catch (Output.ReaderGone quietly) {
            return ExitCode.DONE;
        } catch (Failure failure) {
            System.err.println("curlew: " + failure.getMessage());
            return failure.exitCode();
        }
        return ExitCode.DONE;
    }

    /** Help, too, may be printed to a full disk. */
    static int run(CommandLine command, Output out, String... args) {
        int exitCode = command.execute(args);
        try {
            Output.check(out);
            return exitCode;
        } catch (Output.ReaderGone quietly) {
            return exitCode;
        } catch (Failure failure) {
            return exitCode == ExitCode.DONE ? failed(failure, command) : exitCode;
        }
    }

    /** Returns what is needed for that line: to load and look at every command takes longer than most of them run. */
    static CommandLine commandLine(String... args) {
        String first = args.length == 0 ? "" : args[0];
        boolean one = COMMANDS.contains(first) && !first.equals("help");
        return withCommands(one ? List.of(first) : COMMANDS);
    }

    private static CommandLine withCommands(List<String> names) {
        CommandLine line = new CommandLine(new Curlew());
        for (String name : names) {
            line.addSubcommand(name, command(name));
        }
        return HelpText.install(line)
                .setExpandAtFiles(false) // an argument such as @name is ours to read
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Curlew::wrongUsage)
                .setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command));
    }

    private static Object command(String name) {
        return switch (name) {
            case "connect" -> new ConnectCommand();
            case "emit" -> new EmitCommand();
            case "call" -> new CallCommand();
            case "listen" -> new ListenCommand();
            case "pipe" -> new PipeCommand();
            case "engine" -> new EngineCommand();
            case "serve" -> new ServeCommand();
            case "demo" -> new DemoCommand();
            case "completion" -> new CompletionCommand(Curlew::commandLine);
            case "man" -> new ManCommand(Curlew::commandLine);
            case "help" -> new HelpCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static int failed(Exception thrown, CommandLine command) {
        if (thrown instanceof Output.ReaderGone) {
            return ExitCode.DONE;
        }
        if (thrown instanceof InterruptedException || Interrupt.isUnderWay()) {
            return ExitCode.INTERRUPTED;
        }
        Failure failure = thrown instanceof Failure known ? known : Failure.of(thrown);
        Console.of(command.getCommandSpec())
                .ifPresentOrElse(
                        console -> console.failed(failure),
                        () -> command.getErr().println("curlew: " + failure.getMessage()));
        return failure.exitCode();
    }

    private static int wrongUsage(ParameterException thrown, String[] args) {
        CommandLine command = thrown.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(PeerText.escaped(name + ": " + complaint(thrown)));
        command.getErr().println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    /** Names an unknown option or command, but does not repeat what stands around it: that may be a credential. */
    private static String complaint(ParameterException thrown) {
        List<String> unmatched = thrown instanceof UnmatchedArgumentException unknown
                ? unknown.getUnmatched()
                : thrown.getCommandLine().getUnmatchedArguments();
        if (thrown instanceof UnmatchedArgumentException || thrown instanceof MissingParameterException) {
            for (String argument : unmatched) {
                if (argument.startsWith("-")) {
                    return "unknown option " + argument.replaceFirst("=.*", "");
                }
            }
        }
        if (!(thrown instanceof UnmatchedArgumentException)) {
            return Failure.describe(thrown);
        }
        boolean command = !thrown.getCommandLine().getSubcommands().isEmpty();
        return command ? "unknown command " + unmatched.get(0) : "too many arguments";
    }
}
