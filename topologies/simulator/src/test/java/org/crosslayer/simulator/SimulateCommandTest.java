// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void aQuickRunPrintsATableAndWritesCsvAndJson() throws IOException {
        Path json = folder.resolve("rows.json");
        int status = run("--quick", "--seeds", "2", "--schemes", "single,random-2,crosslayer,optimum", "--out",
                folder.resolve("new").toString(), "--json", json.toString());

        assertThat(status).isZero();
        assertThat(out.toString()).contains("scheme", "1st pct", "single", "random-2", "crosslayer", "optimum");
        assertThat(err.toString()).contains("seed 2, crosslayer: mean ", "wrote ");
        JsonObject document = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(document.get("experiment").getAsString()).isEqualTo("simulate");
        assertThat(document.getAsJsonArray("rows")).hasSize(8).allSatisfy(row ->
                assertThat(row.getAsJsonObject().keySet()).contains("topology", "hosts", "traffic", "scheme", "seed",
                        "mean", "p1", "worst", "jain", "subflows_mean", "moves_per_connection"));
        List<String> csv = Files.readAllLines(folder.resolve("new/fat-tree-4-permutation.csv"));
        assertThat(csv).hasSize(9);
        assertThat(csv.get(0)).startsWith("topology,hosts,traffic,scheme,seed,mean,p1,worst,jain,subflows_mean");
        assertThat(csv.get(1)).startsWith("fat-tree:4,16,permutation,single,1,0.");
        assertThat(Files.readAllLines(folder.resolve("new/fat-tree-4-permutation.quantiles.csv")).get(0))
                .isEqualTo("scheme,part,fraction");
    }

    @Test
    void theReceiversCanBeGiven() throws IOException {
        Path json = folder.resolve("rows.json");
        assertThat(run("--topology", "leaf-spine:2x2:1", "--traffic", "given:1,0", "--schemes", "crosslayer-backup-2",
                "--seeds", "1", "--no-plot", "--out", folder.toString(), "--json", json.toString())).isZero();

        JsonObject row = JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("rows").get(0)
                .getAsJsonObject();
        assertThat(row.get("traffic").getAsString()).isEqualTo("given:1,0");
        assertThat(row.get("mean").getAsDouble()).isEqualTo(1);
        assertThat(folder.resolve("leaf-spine-2x2-1-given.csv")).exists();
    }

    @Test
    void helpIsTold() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("usage: ./crosslayer simulate").contains("--topology", "--json");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--topology ring:3 | there is no topology 'ring:3': expected fat-tree:K",
        "--traffic none | there is no traffic pattern 'none': expected permutation, random, hot-spot, many-to-one, gi",
        "--traffic given:x | --traffic given:x: not a list of hosts",
        "--topology fat-tree:2 --traffic given:1,1 | --traffic given:1,1: expected 2 receivers, one for each host",
        "--topology fat-tree:2 --traffic given:1 | --traffic given:1: expected 2 receivers, one for each host, from",
        "--schemes single,tcp | there is no scheme 'tcp': expected single",
        "--seeds 0 | --seeds 0: expected a whole number of at least 1",
        "--seeds x | Invalid value for option '--seeds': 'x' is not an int",
        "--load 0.5 | --load is for --traffic churn",
        "--traffic churn --load 3 | --load 3.0: expected a number above 0, at most 2",
        "--traffic churn --fail 1 | --fail and --degrade are for traffic that stays, not for churn",
        "--fail -1 | --fail -1: expected a whole number of at least 0",
        "--topology fat-tree:4 --fail 33 | fat-tree:4 has 32 links between routers: 33 cannot fail or be degraded",
        "--degrade 2 | --degrade '2': expected N:FRACTION, such as 2:0.1",
        "--degrade 2:1.5 | --degrade '2:1.5': expected N:FRACTION, such as 2:0.1",
        "--direction sideways | --direction 'sideways': expected outbound or inbound",
        "--moves -1 | --moves -1: expected a whole number from 0 to 1000",
        "--bogus | Unknown option: '--bogus'",
        "bogus | Unmatched argument at index 0: 'bogus'",
        "--topology | Missing required parameter for option '--topology'"})
    void aMistakeIsOneLineAndStatusTwo(String line, String expected) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("./crosslayer simulate: error: " + expected)
                .endsWith("(see ./crosslayer simulate --help)" + System.lineSeparator())
                .hasLineCount(1);
    }

    @Test
    void aFolderThatCannotBeMadeIsToldOfBeforeTheRun() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(run("--quick", "--out", file.resolve("below").toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("./crosslayer simulate: error: cannot write the results: ")
                .hasLineCount(1);
    }

    private int run(String... arguments) {
        return new SimulateCommand(new PrintStream(out), new PrintStream(err)).execute(arguments);
    }
}
