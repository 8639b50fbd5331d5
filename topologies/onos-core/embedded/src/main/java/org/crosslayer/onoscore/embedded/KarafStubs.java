// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore.embedded;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.system.SystemService;
import org.osgi.framework.BundleContext;

/** Stands in for the services of Karaf that ONOS's core asks for: they know of no feature and do nothing. */
final class KarafStubs {
    private KarafStubs() {
    }

    static void register(BundleContext context) {
        register(context, FeaturesService.class);
        register(context, SystemService.class);
    }

    private static <T> void register(BundleContext context, Class<T> type) {
        Object stub = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, KarafStubs::answer);
        context.registerService(type, type.cast(stub), null);
    }

    private static Object answer(Object stub, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "hashCode":
                return System.identityHashCode(stub);
            case "equals":
                return stub == arguments[0];
            case "toString":
                return "stub of " + method.getDeclaringClass();
            default:
                Class<?> type = method.getReturnType();
                if (type == boolean.class) {
                    return false;
                }
                if (type == int.class) {
                    return 0;
                }
                return type.isArray() ? Array.newInstance(type.getComponentType(), 0) : null;
        }
    }
}
