package io.plumbline.pipeline.publish;

import io.plumbline.reports.Report;

/**
 * What a run ended with.
 *
 * @param report the report of the last night
 * @param path where its first page is
 */
public record Published(Report report, String path) {}
