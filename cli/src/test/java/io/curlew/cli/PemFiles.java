package io.curlew.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A self-signed certificate for 127.0.0.1 and its key in PEM files, made by the JDK's own tool. */
record PemFiles(Path cert, Path key, Path both) {
    private static final String PASSWORD = "changeit";

    static PemFiles in(Path directory, String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String arguments = "-J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -genkeypair -alias a -keyalg EC -dname CN="
                + name + " -ext SAN=ip:127.0.0.1" + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store;
        new ProcessBuilder((keytool + " " + arguments).split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        String cert = pem("CERTIFICATE", keys.getCertificate("a").getEncoded());
        String key = pem("PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded());
        return new PemFiles(
                Files.writeString(directory.resolve(name + ".pem"), cert),
                Files.writeString(directory.resolve(name + ".key"), key),
                Files.writeString(directory.resolve(name + "-both.pem"), cert + key));
    }

    private static String pem(String what, byte[] encoded) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }
}
