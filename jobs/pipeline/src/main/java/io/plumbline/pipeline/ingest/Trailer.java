package io.plumbline.pipeline.ingest;

/** One trailer of a commit message, key in lower case. */
record Trailer(String key, String value) {}
