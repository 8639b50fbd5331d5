// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the files drawn by the Python script beside the simulator, which shares the looks of the lab's plots.
 */
public final class Plot {

    private Plot() {
    }

    /**
     * Draws.
     *
     * @param command   interpreter and script; the files follow
     * @param rows      CSV of the runs
     * @param quantiles CSV of the distributions
     * @param picture   PNG to write
     * @return null if it is there now, else why not
     */
    public static String draw(List<String> command, Path rows, Path quantiles, Path picture) {
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
            builder.command().addAll(List.of(rows.toString(), quantiles.toString(), picture.toString()));
            Process process = builder.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? null : said.substring(said.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
