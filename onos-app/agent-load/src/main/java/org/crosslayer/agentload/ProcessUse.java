// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM uses of the machine, as Linux and jcmd tell. */
final class ProcessUse {
    private static final double TICKS_PER_SECOND = 100;
    private static final int KIB_PER_MIB = 1024;
    private static final int USER_TIME = 11;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP = Pattern.compile("used (\\d+)([KM])");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+\\d+\\s+(\\d+|unlimited)");

    private ProcessUse() {
    }

    /** Seconds of processor time since the process began. */
    static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }

    static long residentMib(long pid) throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        return matcher.find() ? Long.parseLong(matcher.group(1)) / KIB_PER_MIB : 0;
    }

    /** Live heap: what is left after a full collection. */
    static long liveHeapMib(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher matcher = HEAP.matcher(jcmd(pid, "GC.heap_info"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) / ("K".equals(matcher.group(2)) ? KIB_PER_MIB : 1) : 0;
    }

    /** Most files that a process of this user may open. */
    static long openFiles() throws IOException {
        Matcher matcher = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
        return matcher.find() && !"unlimited".equals(matcher.group(1)) ? Long.parseLong(matcher.group(1))
            : Long.MAX_VALUE;
    }

    static String jcmd(long pid, String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 2];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        command[1] = String.valueOf(pid);
        System.arraycopy(words, 0, command, 2, words.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return said;
    }
}
