// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** A file of the page, read from the bundle once and kept, as it is and compressed. */
final class PageFile {
    private static final String FOLDER = "page/";
    /** Folders and files of the page have such names; what is not of this form is not looked for. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+/){0,2}[a-z0-9-]+(\\.[a-z0-9]+){1,2}");
    private static final Map<String, String> KINDS = Map.of("html", "text/html; charset=utf-8",
        "js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    private final String kind;
    private final byte[] content;
    private final byte[] compressed;
    private final String tag;

    private PageFile(String kind, byte[] content) throws IOException {
        this.kind = kind;
        this.content = content;
        this.compressed = compress(content);
        CRC32 sum = new CRC32();
        sum.update(content);
        this.tag = '"' + Long.toHexString(sum.getValue()) + '-' + content.length + '"';
    }

    /**
     * Reads a file.
     *
     * @param name its path below the page
     * @return null if there is no such file
     */
    static PageFile read(String name) throws IOException {
        String kind = KINDS.get(name.substring(name.lastIndexOf('.') + 1));
        if (kind == null || !NAME.matcher(name).matches()) {
            return null;
        }
        try (InputStream in = PageFile.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? null : new PageFile(kind, in.readAllBytes());
        }
    }

    private static byte[] compress(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    /** Its media type. */
    String kind() {
        return kind;
    }

    /** What it is. */
    byte[] content(boolean gzip) {
        return gzip ? compressed : content;
    }

    /** Changes with the content. */
    String tag() {
        return tag;
    }
}
