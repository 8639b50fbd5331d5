// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.crosslayer.ecmp.EcmpHash;

/**
 * A file of observed rows: comma-separated values with a header (RFC 4180); lines that begin with # are comments.
 */
final class ObservedFile {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW).setIgnoreEmptyLines(true)
            .setCommentMarker('#').setTrim(true).get();

    private final List<Observation> observations = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    private ObservedFile() {
    }

    /** Reads a file and predicts every row; hash and tables as the options give them. */
    static ObservedFile read(Path path, EcmpHash hash, BucketTables tables) throws BadInputException {
        ObservedFile file = new ObservedFile();
        String name = path.toString();
        try (Reader reader = Files.newBufferedReader(path); CSVParser parser = CSVParser.parse(reader, FORMAT)) {
            file.parse(name, parser, hash, tables);
        } catch (NoSuchFileException e) {
            throw new BadInputException(name + ": no such file");
        } catch (MalformedInputException e) {
            throw new BadInputException(name + ": expected text in UTF-8");
        } catch (IllegalArgumentException e) {
            throw new BadInputException(name + " line 1: expected a header with every column once");
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(name + ": cannot be read as comma-separated values: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage().lines().findFirst().orElse(""));
        }
        if (file.observations.isEmpty()) {
            throw new BadInputException(name + ": has no rows");
        }
        return file;
    }

    /** All rows, in the order of the file. */
    List<Observation> observations() {
        return observations;
    }

    /** Columns that mean nothing here. */
    List<String> ignored() {
        return ignored;
    }

    private void parse(String name, CSVParser parser, EcmpHash hash, BucketTables tables) throws BadInputException {
        List<String> header = parser.getHeaderNames();
        RowForm form = RowForm.of(name, header, hash, tables);
        for (String column : header) {
            if (!form.columns().contains(column) && !form.optionalColumns().contains(column)) {
                ignored.add(column);
            }
        }
        for (CSVRecord record : parser) {
            long line = parser.getCurrentLineNumber();
            if (record.size() != header.size()) {
                throw new BadInputException(name + " line " + line + ": expected " + header.size()
                        + " columns as in the header, found " + record.size());
            }
            observations.add(form.read(new Row(name, line, record)));
        }
    }
}
