package io.curlew.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The server's key and the certificate that all contestants trust, both made anew for each run.
 *
 * @param keyStore PKCS #12, locked with {@link #PASSWORD}
 * @param pem the certificate, which signs itself
 */
record Certificate(Path keyStore, Path pem) {
    static final String PASSWORD = "benchmarks";

    static Certificate make() throws IOException {
        Path folder = Files.createTempDirectory("curlew-benchmarks");
        Certificate made = new Certificate(folder.resolve("server.p12"), folder.resolve("server.pem"));
        made.keytool("-genkeypair -keyalg EC -groupname secp256r1 -dname CN=localhost -ext san=ip:127.0.0.1");
        made.keytool("-exportcert -rfc -file " + made.pem);
        List.of(folder, made.keyStore, made.pem).forEach(path -> path.toFile().deleteOnExit());
        return made;
    }

    private void keytool(String task) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Collections.addAll(command, task.split(" "));
        Collections.addAll(command, "-alias", "server", "-storetype", "PKCS12", "-storepass", PASSWORD);
        Collections.addAll(command, "-keystore", keyStore.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool ended with status " + process.exitValue());
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
