// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmpCheckTest {

    /** What was observed on real switches; shared with the tests of the models. */
    private static final Path VECTORS = Path.of("../src/test/resources/vectors");

    private static final String LINUX = "src,dst,sport,dport,seed,weights,nexthop_index\n";
    private static final String ANY = "src,dst,sport,dport,weights,nexthop_index\n";
    private static final String PACKET = "10.77.0.2,10.88.0.2,40000,443,";
    /** Its hash is 6692387c, in the last quarter but one and below the border 6fffffff of weights 7-1. */
    private static final String SEED_42 = LINUX + PACKET + "42,";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int check(String... arguments) {
        return new EcmpCheckCommand(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)).execute(arguments);
    }

    private int checkText(String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), text);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(file.toString());
        return check(arguments.toArray(new String[0]));
    }

    @ParameterizedTest
    @CsvSource({"vectors-linux-ecmp.csv,2000,140", "vectors-linux-policy0.csv,1000,18",
        "vectors-linux-policy3.csv,800,16", "vectors-linux-exact-hash.csv,80,2", "vectors-linux-resilient.csv,480,12",
        "vectors-ovs-select.csv,2000,27", "vectors-ovs-buckets.csv,800,40"})
    void allThatWasObservedIsPredicted(String name, int rows, int mostGroups) throws IOException {
        Path json = folder.resolve("report.json");
        assertThat(check("--tables", VECTORS.resolve("resilient_layouts.json").toString(), "--json", json.toString(),
                VECTORS.resolve(name).toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains(rows + " of " + rows + " rows predicted: 100.00 %");
        JsonObject report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(report.get("matched").getAsInt()).isEqualTo(rows);
        assertThat(report.get("rate").getAsDouble()).isEqualTo(1);
        assertThat(report.getAsJsonArray("groups")).hasSizeBetween(1, mostGroups);
        assertThat(report.getAsJsonArray("mismatches")).isEmpty();
    }

    @Test
    void samplesArePredicted() throws IOException {
        try (var samples = Files.list(Path.of("samples"))) {
            for (Path sample : samples.toList()) {
                assertThat(check(sample.toString())).as(sample + ": " + err).isZero();
            }
        }
    }

    @Test
    void mismatchesAreShownUpToTen() throws IOException {
        StringBuilder rows = new StringBuilder(LINUX).append(PACKET).append("42,1-1-1-1,3\n");
        for (int i = 0; i < 11; i++) {
            rows.append(PACKET).append("42,1-1-1-1,0\n");
        }
        assertThat(checkText(rows.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("1 of 12 rows predicted: 8.33 %", "and 1 more: --all",
                "line 3: 10.77.0.2:40000 > 10.88.0.2:443 predicted 3, observed 0 (linux-policy1 with seed 42, weights "
                + "1-1-1-1)").doesNotContain("line 13");
        assertThat(err.toString()).contains("ECMP.md");
        assertThat(checkText(rows.toString(), "--all")).isEqualTo(1);
        assertThat(out.toString()).contains("line 13");
    }

    /** 19,999 of 20,000 are not 100 %. */
    @Test
    void oneMismatchIsNeverRoundedAway() throws IOException {
        String rows = LINUX + (PACKET + "42,1-1-1-1,3\n").repeat(19_999) + PACKET + "42,1-1-1-1,0\n";
        assertThat(checkText(rows)).isEqualTo(1);
        assertThat(out.toString()).contains("99.99 %");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"hash\": \"linux-policy1\", \"seed\": 42} | 1-1-1-1 | 3",
        "{\"hash\": \"linux-policy3\", \"seed\": 42} | 1-1-1-1 | 2",
        "{\"hash\": \"source-port-modulo\"} | 1-1-1 | 1",
        "{\"hash\": \"crc16\"} | 1 | 0",
    })
    void anyModelMayBeNamed(String json, String weights, int index) throws IOException {
        assertThat(checkText(ANY + PACKET + weights + "," + index + "\n", "--ecmp", json)).as(out + "" + err).isZero();
        String quoted = '"' + json.replace("\"", "\"\"") + '"';
        assertThat(checkText(ANY.strip() + ",ecmp\n" + PACKET + weights + "," + index + "," + quoted + "\n")).isZero();
    }

    @Test
    void deadNextHopsAndTablesMayBeColumns() throws IOException {
        String header = LINUX.strip() + ",dead,table\n";
        // 6692387c is in the upper half, and 0 modulo 4.
        assertThat(checkText(header + PACKET + "42,1-1-1-1,3,,\n" + PACKET + "42,1-1-1-1,2,3,\n"
                + PACKET + "42,1-1-1-1,2,0-3,\n" + PACKET + "42,1-1,1,,1-0-0-0\n")).as(out + "" + err).isZero();
        assertThat(out.toString()).contains("weights 1-1-1-1, dead 3", "weights 1-1, 4 buckets");
        // The table leads to a dead next hop: what the router does meanwhile is not known.
        assertThat(checkText(header + PACKET + "42,1-1,0,1,1-0-0-0\n")).isEqualTo(1);
        assertThat(out.toString()).contains("predicted unknown, observed 0");
    }

    @Test
    void flowLabelsDecideUnderPolicyZero() throws IOException {
        String header = LINUX.strip() + ",policy,flow_label,note\n";
        String rows = header + "fd77::2,fd88::2,1,2,42,1-1,0,0,0x00000,x\nfd77::2,fd88::2,3,4,42,1-1,0,0,,x\n";
        checkText(rows);
        assertThat(out.toString()).contains("linux-policy0").contains("predicted unknown");
        assertThat(err.toString()).contains("not looked at: note");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "42,1-1,2 | line 2 column nexthop_index: expected a whole number in 0..1, found \"2\"",
        "42,1-1, | line 2 column nexthop_index: expected a value, found none",
        "0,1-1,1 | line 2 column seed: expected a whole number in 1..4294967295, found \"0\"",
        "4294967296,1-1,1 | line 2 column seed: expected a whole number in 1..4294967295, found \"4294967296\"",
        "-1,1-1,1 | line 2 column seed: expected a whole number",
        "42,1-0,1 | line 2 column weights: expected a whole number in 1..65536, found \"0\"",
        "42,1--1,1 | line 2 column weights: expected a whole number in 1..65536, found \"\"",
        "42,1;1,1 | line 2 column weights: expected a whole number in 1..65536, found \"1;1\"",
        "42,1-1 | line 2: expected 7 columns as in the header, found 6",
        "42,1-1,1,7 | line 2: expected 7 columns as in the header, found 8",
        "42,\"1-1,1 | cannot be read as comma-separated values",
    })
    void aWrongCellIsNamed(String cells, String message) throws IOException {
        assertThat(checkText(LINUX + PACKET + cells + "\n")).isEqualTo(2);
        assertThat(err.toString()).startsWith("./crosslayer ecmp-check: error: " + folder.resolve("rows.csv"))
                .contains(message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "10.0.0.256,10.0.0.1,1,2,6,ipv4 | column src: expected an IPv4 or IPv6 address, found \"10.0.0.256\"",
        "10.0.0.2,fd00::1,1,2,6,ipv4 | column dst: expected an address of the family of 10.0.0.2, found fd00::1",
        "10.0.0.2,10.0.0.1,1,2,6,ipv6 | column family: expected ipv4 as the addresses are, found \"ipv6\"",
        "10.0.0.2,10.0.0.1,65536,2,6,ipv4 | column sport: expected a whole number in 0..65535, found \"65536\"",
        "10.0.0.2,10.0.0.1,1,x,6,ipv4 | column dport: expected a whole number in 0..65535, found \"x\"",
        "10.0.0.2,10.0.0.1,1,2,256,ipv4 | column proto: expected a whole number in 0..255, found \"256\"",
    })
    void aWrongPacketIsNamed(String cells, String message) throws IOException {
        String header = "src,dst,sport,dport,proto,family,seed,weights,nexthop_index\n";
        assertThat(checkText(header + cells + ",42,1-1,1\n")).isEqualTo(2);
        assertThat(err.toString()).contains("line 2 " + message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "resilient-8buckets | column route_type: the bucket table of a resilient group has to be read",
        "policy=2 | column route_type: expected policy 0, 1 or 3, found 2",
        "policy=3;fields=0x33 | column route_type: expected fields=0x37, the only mask that is modelled, found",
    })
    void aWrongRouteIsNamed(String type, String message) throws IOException {
        assertThat(checkText(LINUX.strip() + ",route_type\n" + PACKET + "42,1-1,1," + type + "\n")).isEqualTo(2);
        assertThat(err.toString()).contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "selection_method=hash | OpenFlow15 | 0-1 | column selection: expected fields(...)",
        "selection_method=hash;fields(eth_src) | OpenFlow15 | 0-1 | fields out of [ip_src, ",
        "selection_method=sum | OpenFlow15 | 0-1 | column selection: expected default, selection_method=dp_hash",
        "selection_method=dp_hash,selection_method_param=8589934592 | OpenFlow15 | 0-1 | up to 8589934591",
        "default | OpenFlow20 | 0-1 | column openflow: expected OpenFlow10 to OpenFlow15, found \"OpenFlow20\"",
        "default | OpenFlow15 | 0-0 | column bucket_ids: expected 2 different ids, one for each weight, found 0-0",
        "default | OpenFlow15 | 0 | column bucket_ids: expected 2 different ids",
    })
    void aWrongSelectGroupIsNamed(String selection, String openflow, String ids, String message) throws IOException {
        assertThat(checkText("src,dst,sport,dport,selection,openflow,weights,bucket_ids,bucket_position\n" + PACKET
                + '"' + selection + "\"," + openflow + ",1-1," + ids + ",0\n")).isEqualTo(2);
        assertThat(err.toString()).contains("line 2").contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "crc16 | --ecmp: expected a JSON object such as {\"hash\": \"crc16\"}, found crc16",
        "[] | --ecmp: expected a JSON object",
        "{} | --ecmp: hash: missing",
        "{\"hash\": 7} | --ecmp: hash: expected a string, found 7",
        "{\"hash\": \"md5\"} | --ecmp: hash: expected one of linux-policy0, linux-policy1, linux-policy3, ovs-hash",
        "{\"hash\": \"crc16\", \"seed\": 1} | --ecmp: seed: unknown member; known ones are hash",
        "{\"hash\": \"linux-policy1\"} | --ecmp: seed: missing",
        "{\"hash\": \"linux-policy1\", \"seed\": 1.5} | --ecmp: seed: expected a whole number in 1..4294967295, found",
        "{\"hash\": \"ovs-hash\", \"fields\": [\"tcp_src\", 7]} | --ecmp: fields[1]: expected a string, found 7",
    })
    void aWrongModelIsNamed(String json, String message) throws IOException {
        assertThat(checkText(ANY + PACKET + "1-1,0\n", "--ecmp", json)).isEqualTo(2);
        assertThat(err.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void weightsThatAModelDoesNotKnowAreNamed() throws IOException {
        assertThat(checkText(ANY + PACKET + "1-2,0\n", "--ecmp", "{\"hash\": \"crc32\"}")).isEqualTo(2);
        assertThat(err.toString()).contains("line 2 column weights: crc32 knows no weights");
        assertThat(checkText(LINUX.strip() + ",dead\n" + PACKET + "42,1-1,1,1\n")).isEqualTo(2);
        assertThat(err.toString()).contains("column nexthop_index: expected a live next hop, found 1");
    }

    @Test
    void wrongFilesAreNamed() throws IOException {
        assertThat(checkText("")).isEqualTo(2);
        assertThat(err.toString()).contains("no column says which hash it is");
        assertThat(checkText(LINUX)).isEqualTo(2);
        assertThat(err.toString()).contains("has no rows");
        assertThat(checkText("src,dst,seed\n1,2,3\n")).isEqualTo(2);
        assertThat(err.toString()).contains("line 1: no column sport; expected src,dst,sport,dport,seed,weights");
        assertThat(checkText("src,src\n1,2\n")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a header with every column once");
        assertThat(check(folder.resolve("none.csv").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none.csv: no such file");
        assertThat(check(folder.toString())).isEqualTo(2);
        assertThat(checkText(SEED_42 + "1-1,1\n", "--tables", folder.resolve("t.json").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("t.json: no such file");
        assertThat(checkText(SEED_42 + "1-1,1\n", "--json", folder.resolve("no/r.json").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--json: ").contains("cannot be written");
        for (String table : List.of("[]", "{\"x\": [1]}", "{\"([1, 1], 2, 4)\": [1]}", "{\"([1, 1], 1, 4)\": [-1]}")) {
            Path tables = Files.writeString(folder.resolve("t.json"), table);
            assertThat(checkText(SEED_42 + "1-1,1\n", "--tables", tables.toString())).isEqualTo(2);
            assertThat(err.toString()).contains("t.json");
        }
    }

    @Test
    void usageIsToldAndAsked() {
        assertThat(check("--help")).isZero();
        assertThat(out.toString()).startsWith("usage: ./crosslayer ecmp-check");
        assertThat(check()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'FILE' (see ./crosslayer ecmp-check --help)");
        assertThat(check("--bogus", "x.csv")).isEqualTo(2);
        assertThat(err.toString()).contains("--bogus");
    }
}
