package io.curlew.cli;

import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Refuses the names of the reference implementation's own events, which can't be sent. */
final class EventName implements ITypeConverter<String> {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    @Override
    public String convert(String name) {
        if (RESERVED.contains(name)) {
            throw new TypeConversionException("'" + name + "' is reserved: no event can have that name");
        }
        return name;
    }
}
