// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.crosslayer.agent.config.ConfigException;
import org.crosslayer.agent.config.PlanFile;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.standing.Orders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts the plans of a file into the kernel, in the place of all that are there. */
@Command(name = "set", mixinStandardHelpOptions = true,
    description = "Puts the plans of a file into the kernel module, in the place of all that are there, at once."
        + " Plans of the same id keep their counters.")
final class PlansSetCommand extends PlansVerb {
    @Parameters(paramLabel = "FILE", description = "Plans (HOCON); see the example etc/plans.conf.")
    private Path file;

    @Override
    void act(CrosslayerModule module) throws IOException {
        Orders orders;
        try {
            orders = PlanFile.load(file);
        } catch (ConfigException e) {
            throw new CliException(ExitCode.USAGE, e.getMessage());
        }
        for (StandingPlan plan : orders.plans()) {
            if (!CrosslayerModule.fits(plan)) {
                throw new CliException(ExitCode.USAGE, file + ": plan " + Integer.toUnsignedString(plan.id())
                    + ": its source ports and its table take " + plan.arrayBytes()
                    + " bytes, the kernel module has room for 60000");
            }
        }
        Set<Integer> withdrawn = new HashSet<>();
        module.plans().forEach(plan -> withdrawn.add(plan.plan().id()));
        orders.plans().forEach(plan -> withdrawn.remove(plan.id()));
        module.replace(orders.plans(), 0, 0, withdrawn);
        say(orders.plans().size() + " plans in force");
    }
}
