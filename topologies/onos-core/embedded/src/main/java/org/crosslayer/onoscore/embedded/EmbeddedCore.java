// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.net.config.NetworkConfigService;
import org.onosproject.net.device.DeviceProviderRegistry;
import org.onosproject.net.driver.DriverService;
import org.onosproject.net.host.HostProviderRegistry;
import org.onosproject.net.intent.IntentService;
import org.onosproject.net.link.LinkProviderRegistry;
import org.onosproject.net.meter.MeterService;
import org.onosproject.net.topology.PathService;
import org.onosproject.store.service.StorageService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real ONOS core in this JVM. One at a time, in a JVM whose working directory is {@code .../karaf} (ONOS keeps its
 * files in {@code ../}) and that has the options of {@code topologies/onos-core/embedded/jvm.options}.
 */
public final class EmbeddedCore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCore.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
    /** The last to appear: with them, all that an application asks for is there. */
    private static final List<Class<?>> READY = List.of(ComponentConfigService.class, NetworkConfigService.class,
            StorageService.class, DeviceProviderRegistry.class, LinkProviderRegistry.class,
            HostProviderRegistry.class, PathService.class, DriverService.class, MeterService.class,
            IntentService.class);

    private final Framework framework;

    private EmbeddedCore(Framework framework) {
        this.framework = framework;
    }

    /**
     * Begins the description of a core.
     *
     * @param assembly directory of the Karaf assembly that has the bundles
     * @return builder
     */
    public static Builder from(Path assembly) {
        return new Builder(assembly);
    }

    /**
     * Returns a service, waiting for it.
     *
     * @param type service's interface
     * @param deadline how long to wait
     * @param <T> service's interface
     * @return the service
     */
    public <T> T service(Class<T> type, Duration deadline) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
        // all: else a service is hidden that is also registered under a private class that the class path has too
        tracker.open(true);
        try {
            T service = tracker.waitForService(deadline.toMillis());
            if (service == null) {
                throw new IllegalStateException("no " + type.getName() + " within " + deadline);
            }
            return service;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + type.getName(), e);
        } finally {
            tracker.close();
        }
    }

    /**
     * Tells whether a service is registered now.
     *
     * @param type service's interface
     * @return whether some bundle offers it
     */
    public boolean offers(Class<?> type) {
        try {
            return context().getAllServiceReferences(type.getName(), null) != null;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter to be wrong", e);
        }
    }

    /**
     * Installs and starts a bundle.
     *
     * @param jar the bundle
     * @return the bundle, started
     * @throws BundleException if it cannot be resolved or started; the message says why
     */
    public Bundle install(Path jar) throws BundleException {
        Bundle bundle = context().installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    /**
     * Returns the framework's view of the services.
     *
     * @return context of the system bundle
     */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Stops the core and waits for its end. */
    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_DEADLINE.toMillis());
    }

    /** What a core is made of, and where. */
    public static final class Builder {
        private final Path assembly;
        private final List<String> lent = new ArrayList<>();
        private Duration deadline = Duration.ofSeconds(120);

        private Builder(Path assembly) {
            this.assembly = assembly;
        }

        /**
         * Lends further packages of the class path to the bundles, so that tests can use the services of an
         * application by their types. The application must import what it exports.
         *
         * @param clauses as in an Export-Package header
         * @return this
         */
        public Builder lend(String... clauses) {
            lent.addAll(List.of(clauses));
            return this;
        }

        /**
         * Sets how long to wait for ONOS's services.
         *
         * @param value deadline
         * @return this
         */
        public Builder deadline(Duration value) {
            deadline = value;
            return this;
        }

        /**
         * Starts a new, empty core and waits until applications can use it.
         *
         * @return running core
         * @throws IOException if the bundles cannot be read, or the working directory is not one for ONOS
         * @throws BundleException if a bundle does not start
         */
        public EmbeddedCore start() throws IOException, BundleException {
            final long begin = System.nanoTime();
            Path karaf = prepareDirectories();
            LentPackages packages = lentByDefault();
            lent.forEach(packages::add);
            CoreBundles jars = new CoreBundles(assembly);
            List<Path> install = new ArrayList<>(jars.framework());
            for (Path jar : jars.core()) {
                if (!packages.addIfOnClassPath(jar)) {
                    install.add(jar);
                }
            }
            for (Path jar : jars.web()) {
                packages.addIfOnClassPath(jar);
            }
            EmbeddedCore core = new EmbeddedCore(newFramework(karaf, packages.header()));
            try {
                core.run(install);
                for (Class<?> type : READY) {
                    core.service(type, deadline);
                }
            } catch (BundleException | RuntimeException e) {
                LOG.error("The ONOS core does not start", e);
                core.framework.stop();
                throw e;
            }
            LOG.info("ONOS core ready after {} ms", Duration.ofNanos(System.nanoTime() - begin).toMillis());
            return core;
        }

        private static LentPackages lentByDefault() {
            LentPackages packages = new LentPackages(EmbeddedCore.class.getClassLoader());
            List.of("org.slf4j;version=1.7.36", "org.slf4j.spi;version=1.7.36", "org.slf4j.helpers;version=1.7.36",
                    "org.slf4j.event;version=1.7.36", "org.apache.karaf.features;version=4.2.9",
                    "org.apache.karaf.system;version=4.2.9", "org.osgi.service.log;version=1.3.0",
                    "javax.annotation;version=1.3", "sun.misc", "sun.nio.ch").forEach(packages::add);
            return packages;
        }

        private static Framework newFramework(Path karaf, String packages) {
            Map<String, String> settings = new HashMap<>();
            settings.put(Constants.FRAMEWORK_STORAGE, karaf.resolve("data/cache").toString());
            settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
            settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages);
            settings.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.*,com.sun.*,jdk.internal.*");
            settings.put("ds.lock.timeout.milliseconds", "120000");
            return ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
        }

        /** ONOS's own data of an earlier run go; its cluster port must be free. */
        private static Path prepareDirectories() throws IOException {
            Path karaf = Path.of("").toAbsolutePath();
            if (!karaf.endsWith("karaf")) {
                throw new IOException("ONOS needs a working directory of its own named .../karaf, not " + karaf
                        + "; set <workingDirectory> of the test plugin");
            }
            DirectoryTree.delete(karaf.resolve("data"));
            Path root = karaf.getParent();
            DirectoryTree.delete(root.resolve("config"));
            DirectoryTree.delete(root.resolve("apps"));
            Files.createDirectories(root.resolve("config"));
            Files.createDirectories(root.resolve("apps"));
            Files.writeString(root.resolve("VERSION"), "2.7.0\n");
            Files.writeString(root.resolve("config/cluster.json"), "{\"name\": \"embedded\", \"node\": "
                    + "{\"id\": \"127.0.0.1\", \"ip\": \"127.0.0.1\", \"port\": " + freePort() + "}, \"storage\": []}");
            System.setProperty("karaf.data", karaf.resolve("data").toString());
            return karaf;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private void run(List<Path> jars) throws BundleException {
        framework.init();
        KarafStubs.register(context());
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context().installBundle(jar.toUri().toString()));
        }
        framework.start();
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }
}
