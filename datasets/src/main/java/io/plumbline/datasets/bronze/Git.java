package io.plumbline.datasets.bronze;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One commit of a repository, with its trailers and notes. */
public final class Git {

  public static final TableSpec SPEC =
      new TableSpec(
          "git",
          Layer.BRONZE,
          "One commit of a repository, with its trailers and notes.",
          Provenance.ofBronze(
              List.of(
                  ColumnSpec.optional("commit_id", "string", "Commit id (hexadecimal)."),
                  ColumnSpec.optional("parents", "array<string>", "Ids of the parent commits."),
                  ColumnSpec.optional("author_name", "string", "Author name as recorded."),
                  ColumnSpec.optional("author_email", "string", "Author e-mail as recorded."),
                  ColumnSpec.optional("authored_at", "timestamp", "Author time."),
                  ColumnSpec.optional("committer_name", "string", "Committer name as recorded."),
                  ColumnSpec.optional("committer_email", "string", "Committer e-mail as recorded."),
                  ColumnSpec.optional("committed_at", "timestamp", "Commit time."),
                  ColumnSpec.optional("message", "string", "Whole commit message."),
                  ColumnSpec.optional(
                      "trailers",
                      "array<struct<key:string,value:string>>",
                      "Trailers of the last paragraph, in order, keys in lower case."),
                  ColumnSpec.optional(
                      "notes",
                      "string",
                      "Text of `refs/notes/ai` for the commit; null where there is none."),
                  ColumnSpec.optional(
                      "paths", "array<string>", "Paths changed against the first parent."),
                  ColumnSpec.optional(
                      "lines_added",
                      "bigint",
                      "Lines added against the first parent; binary files count as 0."),
                  ColumnSpec.optional(
                      "lines_deleted",
                      "bigint",
                      "Lines deleted against the first parent; binary files count as 0."))),
          List.of("source", "file", "member"),
          List.of("night"),
          Map.of());

  private Git() {}
}
