package io.plumbline.findings;

import java.util.Optional;

/** Where a row comes from: source, file, member of an archive, offset. */
public record RowLink(String source, String file, Optional<String> member, long offset) {}
