package io.curlew.kafka;

/** The version of this connector. */
final class Version {
    private Version() {}

    /** Returns it as the jar tells; outside of one it is not known. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "undefined" : version;
    }
}
