// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.crosslayer.agent.Version;

/**
 * What somebody who looks into a fault has to know of a host: versions, the kernel's configuration and switches, its
 * counters. No keys, no names of users, no traffic.
 */
public final class Report {
    private static final List<String> OPTIONS = List.of("CONFIG_MPTCP", "CONFIG_MPTCP_IPV6", "CONFIG_INET_MPTCP_DIAG",
        "CONFIG_INET_DIAG", "CONFIG_NETLINK_DIAG", "CONFIG_BPF_SYSCALL", "CONFIG_CGROUP_BPF", "CONFIG_DEBUG_INFO_BTF",
        "CONFIG_MODULES");
    private static final List<String> SWITCHES = List.of("net/ipv4/ip_local_port_range", "net/ipv4/tcp_timestamps",
        "net/ipv4/tcp_tw_reuse", "net/ipv4/ip_local_reserved_ports", "net/ipv4/fib_multipath_hash_policy",
        "net/ipv4/tcp_congestion_control");
    private static final Path MPTCP_SWITCHES = Path.of("/proc/sys/net/mptcp");

    private Report() {
    }

    /** Of this host, as name and value, in an order to be read in. */
    public static Map<String, String> of(HostFiles files) {
        Map<String, String> report = new LinkedHashMap<>();
        report.put("agent", Version.text());
        report.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        files.text("/etc/os-release").flatMap(text -> text.lines().filter(line -> line.startsWith("PRETTY_NAME="))
            .findFirst()).ifPresent(line -> report.put("system",
                line.substring(line.indexOf('=') + 1).replace("\"", "")));
        String release = files.text("/proc/sys/kernel/osrelease").orElse("unknown");
        report.put("kernel", release + " " + System.getProperty("os.arch"));
        report.putAll(kernelOptions(configuration(files, release)));
        for (String name : SWITCHES) {
            files.text("/proc/sys/" + name).ifPresent(value -> report.put(name.replace('/', '.'), oneLine(value)));
        }
        mptcpSwitches(files).forEach(report::put);
        new TreeMap<>(KernelDoctor.mptcpCounters(files.text("/proc/net/netstat").orElse(""))).forEach((name, value) -> {
            if (value != 0) {
                report.put("MPTcpExt" + name, Long.toUnsignedString(value));
            }
        });
        files.text("/proc/modules").map(text -> text.lines().map(line -> line.split(" ")[0])
            .filter(name -> name.contains("mptcp")).collect(Collectors.joining(" ")))
            .ifPresent(names -> report.put("modules", names));
        return report;
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\s+", " ");
    }

    private static Map<String, String> mptcpSwitches(HostFiles files) {
        Map<String, String> switches = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(MPTCP_SWITCHES)) {
            for (Path each : all) {
                files.text(each.toString()).ifPresent(value -> switches.put("net.mptcp." + each.getFileName(),
                    oneLine(value)));
            }
        } catch (IOException e) {
            switches.put("net.mptcp", "not there");
        }
        return switches;
    }

    private static String configuration(HostFiles files, String release) {
        try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(
                Files.readAllBytes(Path.of("/proc/config.gz"))))) {
            return new String(packed.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return files.text("/boot/config-" + release).orElse("");
        }
    }

    /** Options of interest of a kernel's {@code .config}. */
    static Map<String, String> kernelOptions(String configuration) {
        Map<String, String> set = new LinkedHashMap<>();
        if (configuration.isEmpty()) {
            set.put("kernel configuration", "neither /proc/config.gz nor /boot/config-RELEASE is there");
            return set;
        }
        for (String option : OPTIONS) {
            set.put(option, configuration.lines().filter(line -> line.startsWith(option + "="))
                .map(line -> line.substring(option.length() + 1)).findFirst().orElse("not set"));
        }
        return set;
    }
}
