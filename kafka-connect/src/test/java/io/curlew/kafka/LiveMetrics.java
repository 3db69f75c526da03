package io.curlew.kafka;

import com.sun.tools.attach.VirtualMachine;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a running worker shows of a task, read through JMX from outside, as an operator's tools do. */
final class LiveMetrics {
    private LiveMetrics() {}

    /** Returns the metrics of a connector's first task by name; none when the worker does not run it. */
    @SuppressWarnings("BanJNDI") // the address is that of a process of the test
    static Map<String, Object> read(long pid, String connector) throws Exception {
        try (JMXConnector jmx = JMXConnectorFactory.connect(new JMXServiceURL(address(pid)))) {
            MBeanServerConnection beans = jmx.getMBeanServerConnection();
            ObjectName name = new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",task=0");
            Set<ObjectName> found = beans.queryNames(name, null);
            return found.isEmpty() ? Map.of() : attributes(beans, name);
        }
    }

    private static String address(long pid) throws Exception {
        VirtualMachine worker = VirtualMachine.attach(String.valueOf(pid));
        try {
            return worker.startLocalManagementAgent();
        } finally {
            worker.detach();
        }
    }

    private static Map<String, Object> attributes(MBeanServerConnection beans, ObjectName name) throws Exception {
        Map<String, Object> attributes = new HashMap<>();
        for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
            attributes.put(attribute.getName(), beans.getAttribute(name, attribute.getName()));
        }
        return attributes;
    }
}
