package io.curlew.kafka;

/** Why there is a gap record. */
enum GapReason {
    /** The session begins here; what the server sent before is not known. */
    FIRST_CONNECT("first-connect"),
    /**
     * The server has not gone on at the recovery point: it was too old, the server was started anew, it still believed
     * the earlier connection to be there, or it has sent the session away.
     */
    NOT_RECOVERED("not-recovered"),
    /** There was no recovery point: the server offers no recovery, or had sent no event with an offset. */
    NO_RECOVERY_POINT("no-recovery-point"),
    /** One event could not be made a record of; the detail says why. */
    UNFIT("unfit");

    private final String text;

    GapReason(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
