package io.plumbline.pipeline.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.pipeline.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.immutable.Map$;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class TablesTest {

  @TempDir Path lake;

  @Test
  void aTableThatARunLeftHalfMadeIsMade(SparkSession spark) throws IOException {
    Tables tables = new Tables(spark, lake.toString());
    Path log = Files.createDirectories(lake.resolve(Decisions.SPEC.path() + "/_delta_log"));
    Files.writeString(log.resolve(".00000000000000000000.json.unfinished"), "{\"commitInfo\":");
    tables.create();
    assertThat(tables.missingProperties(Decisions.SPEC)).isEmpty();
    assertThat(tables.isNew(Decisions.SPEC)).isTrue();
  }

  @Test
  void theChecksumOfANewTableIsWhatDeltaComputes(SparkSession spark) {
    Tables tables = new Tables(spark, lake.toString());
    tables.create();
    Snapshot snapshot =
        DeltaLog.forTable(spark, tables.path(Decisions.SPEC)).unsafeVolatileSnapshot();
    assertThat(snapshot.version()).isZero();
    assertThat(snapshot.checksumOpt().isDefined()).isTrue();
    VersionChecksum written = snapshot.checksumOpt().get();
    VersionChecksum computed = snapshot.computeChecksum();
    assertThat(written.numFiles()).isEqualTo(computed.numFiles());
    assertThat(written.tableSizeBytes()).isEqualTo(computed.tableSizeBytes());
    assertThat(written.metadata()).isEqualTo(computed.metadata());
    assertThat(written.protocol()).isEqualTo(computed.protocol());
    assertThat(written.allFiles().get().isEmpty()).isTrue();
    assertThat(snapshot.validateChecksum(Map$.MODULE$.empty())).isTrue();
  }
}
