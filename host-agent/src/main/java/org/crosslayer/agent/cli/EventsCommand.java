// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.crosslayer.agent.mptcp.EventListener;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.MptcpEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the path manager's events as they come. */
@Command(name = "events", mixinStandardHelpOptions = true,
    description = {"Prints the events of the kernel's MPTCP path manager as they come, one a line, until Ctrl-C.",
        "While it runs, the kernel accepts joins of peers, as it does while the daemon runs."})
final class EventsCommand extends KernelVerb {
    @Option(names = "--count", paramLabel = "N", description = "End after N events.")
    private long count = Long.MAX_VALUE;

    @Override
    public Integer call() throws IOException {
        require(Requirement.MPTCP, Requirement.MPTCP_ENABLED, Requirement.EVENTS, Requirement.NET_ADMIN);
        CountDownLatch over = new CountDownLatch(1);
        AtomicReference<String> failure = new AtomicReference<>();
        try (Kernel.Events events = kernel().events(new Printer(out(), over, failure))) {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw new CliException(ExitCode.FAILED, failure.get());
        }
        return ExitCode.DONE;
    }

    private final class Printer implements EventListener {
        private final PrintWriter out;
        private final CountDownLatch over;
        private final AtomicReference<String> failure;
        private long printed;

        Printer(PrintWriter out, CountDownLatch over, AtomicReference<String> failure) {
            this.out = out;
            this.over = over;
            this.failure = failure;
        }

        @Override
        public void onEvent(MptcpEvent event, long readNanos) {
            print(isJson() ? EventJson.of(event, System.currentTimeMillis()).toString()
                : LocalTime.now().format(DateTimeFormatter.ofPattern("HH:mm:ss.SSS")) + "  " + EventText.of(event));
        }

        @Override
        public void onOverflow(long readNanos) {
            print(isJson() ? EventJson.lost(System.currentTimeMillis()).toString() : "-- events were lost --");
        }

        private void print(String line) {
            if (printed < count) {
                out.println(line);
                out.flush();
                if (++printed == count || out.checkError()) {
                    over.countDown();
                }
            }
        }

        @Override
        public void onEnd(String cause) {
            failure.set(cause);
            over.countDown();
        }
    }
}
