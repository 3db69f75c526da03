package io.curlew.interop.emitter;

import io.curlew.emitter.Broadcast;
import io.curlew.emitter.Emitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of an emitter, which {@code emitter.mjs} makes too.
 *
 * @param flags {@code volatile} and {@code compress}, in the order in which they are set
 * @param args the method's; of those that send an event, its name first
 */
record EmitCall(
        String namespace,
        List<String> to,
        List<String> except,
        Map<String, Boolean> flags,
        String method,
        List<Object> args) {

    /** Returns it as the script understands it. */
    Map<String, Object> forNode() {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("namespace", namespace);
        call.put("to", to.isEmpty() ? null : to);
        call.put("except", except.isEmpty() ? null : except);
        call.put("flags", flags);
        call.put("method", method);
        call.put("args", args);
        return call;
    }

    void perform(Emitter emitter) {
        Emitter namespaced = emitter.of(namespace);
        if (method.equals("serverSideEmit")) {
            namespaced.serverSideEmit((String) args.get(0), rest()).join();
            return;
        }
        Broadcast target = namespaced.except(except);
        target = to.isEmpty() ? target : target.to(to);
        target = flags.containsKey("volatile") ? target.volatileEvent() : target;
        target = flags.containsKey("compress") ? target.compress(flags.get("compress")) : target;
        perform(target);
    }

    private void perform(Broadcast target) {
        switch (method) {
            case "emit" -> target.emit((String) args.get(0), rest()).join();
            case "socketsJoin" -> target.socketsJoin(rooms()).join();
            case "socketsLeave" -> target.socketsLeave(rooms()).join();
            case "disconnectSockets" ->
                target.disconnectSockets((boolean) args.get(0)).join();
            default -> throw new IllegalArgumentException(method);
        }
    }

    private Object[] rest() {
        return args.subList(1, args.size()).toArray();
    }

    private String[] rooms() {
        return ((List<?>) args.get(0)).toArray(String[]::new);
    }
}
