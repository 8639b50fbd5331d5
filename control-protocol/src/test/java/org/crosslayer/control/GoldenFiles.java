// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the files that {@link CompatibilityTest} reads: run by hand when a version of the contract is released. */
final class GoldenFiles {
    private GoldenFiles() {
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (Map.Entry<String, Message> sample : Samples.all().entrySet()) {
            Files.writeString(folder.resolve(sample.getKey() + ".hex"), hex(sample.getValue().toByteArray()));
            Files.writeString(folder.resolve(sample.getKey() + ".txt"),
                TextFormat.printer().printToString(sample.getValue()));
        }
        Files.write(folder.resolve("schema.txt"), CompatibilityTest.schema());
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            text.append(String.format("%02x", bytes[i])).append(i % 48 == 47 || i == bytes.length - 1 ? "\n" : "");
        }
        return text.toString();
    }
}
