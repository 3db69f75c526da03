package io.curlew.socketio.jackson;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedConstructor;

/**
 * Makes records as Jackson does, but for how their constructor is called: {@link MethodHandle#invokeWithArguments}
 * looks for the way to spread the arguments at every call, and is as slow as reading two of them.
 */
final class RecordInstantiator extends StdValueInstantiator {
    private static final MethodType SPREAD = MethodType.methodType(Object.class, Object[].class);

    private final MethodHandle constructor;

    private RecordInstantiator(StdValueInstantiator standard, MethodHandle constructor) {
        super(standard);
        this.constructor = constructor;
    }

    /** Puts this in the place of Jackson's own for records that are made by a constructor. */
    static ValueInstantiators forRecords() {
        return new ValueInstantiators.Base() {
            @Override
            public ValueInstantiator modifyValueInstantiator(
                    DeserializationConfig config, BeanDescription.Supplier type, ValueInstantiator standard) {
                return type.getBeanClass().isRecord() && standard.getClass() == StdValueInstantiator.class
                        ? of((StdValueInstantiator) standard)
                        : standard;
            }
        };
    }

    private static ValueInstantiator of(StdValueInstantiator standard) {
        if (!(standard.getWithArgsCreator() instanceof AnnotatedConstructor creator)) {
            return standard;
        }
        try {
            MethodHandle constructor = MethodHandles.lookup()
                    .unreflectConstructor(creator.getAnnotated())
                    .asFixedArity(); // a component with varargs comes as an array already
            MethodHandle spread = constructor.asSpreader(Object[].class, creator.getParameterCount());
            return new RecordInstantiator(standard, spread.asType(SPREAD));
        } catch (IllegalAccessException jackson) {
            return standard; // which has its own ways
        }
    }

    @Override
    public @Nullable Object createFromObjectWith(DeserializationContext context, @Nullable Object[] arguments) {
        try {
            return (Object) constructor.invokeExact(arguments);
        } catch (Error broken) {
            throw broken;
        } catch (Throwable refused) {
            return context.handleInstantiationProblem(_valueClass, arguments, rewrapCtorProblem(context, refused));
        }
    }
}
