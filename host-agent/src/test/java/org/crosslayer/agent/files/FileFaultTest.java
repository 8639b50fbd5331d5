// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFaultTest {
    @Test
    void shouldSayWhatTheJdkLeavesOut() {
        assertThat(FileFault.text(new NoSuchFileException("/a"))).isEqualTo("/a: no such file or directory");
        assertThat(FileFault.text(new AccessDeniedException("/a"))).isEqualTo("/a: permission denied");
        assertThat(FileFault.text(new FileSystemException("/a", null, "Read-only file system")))
            .isEqualTo("/a: Read-only file system");
        assertThat(FileFault.text(new FileSystemException("/a"))).isEqualTo("/a: it cannot be used");
        assertThat(FileFault.text(new IOException("broken"))).isEqualTo("broken");
    }
}
