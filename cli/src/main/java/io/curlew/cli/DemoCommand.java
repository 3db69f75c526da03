package io.curlew.cli;

@picocli.CommandLine.Command(name = "demo")
final class DemoCommand implements Runnable {
    @picocli.CommandLine.Mixin
    Console c;

    @Override
    public void run() {}
}
