// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.util.List;
import java.util.Set;
import org.crosslayer.ecmp.EcmpHash;

/**
 * What the columns of a file mean.
 */
interface RowForm {

    /** Columns that every row has to have. */
    List<String> columns();

    /** Columns that mean something too, where they are there. */
    Set<String> optionalColumns();

    /** One row with its prediction. */
    Observation read(Row row) throws BadInputException;

    /** The form of a file, by the columns of its header. */
    static RowForm of(String file, List<String> header, EcmpHash hash, BucketTables tables) throws BadInputException {
        RowForm form;
        if (hash != null || header.contains("ecmp")) {
            form = new ModelRows(hash);
        } else if (header.contains("selection")) {
            form = new OvsRows();
        } else if (header.contains("hash31_hex")) {
            form = new ExactHashRows();
        } else if (header.contains("seed")) {
            form = new LinuxRows(tables);
        } else {
            throw new BadInputException(file + " line 1: no column says which hash it is: expected seed (Linux), "
                    + "selection (Open vSwitch) or ecmp, or the option --ecmp; found " + String.join(",", header));
        }
        for (String column : form.columns()) {
            if (!header.contains(column)) {
                throw new BadInputException(file + " line 1: no column " + column + "; expected "
                        + String.join(",", form.columns()) + ", found " + String.join(",", header));
            }
        }
        return form;
    }
}
