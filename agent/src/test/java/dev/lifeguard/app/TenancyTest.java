package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenancyTest {
  @TempDir Path folder;

  @Test
  void refusesASecondAgentAndNamesTheFirst() throws Exception {
    try (var _ = Tenancy.take(folder)) {
      assertThatThrownBy(() -> Tenancy.take(folder))
          .isInstanceOf(Tenancy.Taken.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("--data-dir");
    }
  }

  @Test
  void letsTheNextOneInOnceItIsOver() throws Exception {
    Tenancy.take(folder).close();
    Tenancy.take(folder).close();
    assertThat(folder.resolve("agent.json")).doesNotExist();
  }

  @Test
  void tellsTheCommandsWhereItAnswersAndNobodyElse() throws Exception {
    try (var tenancy = Tenancy.take(folder.resolve("new"))) {
      tenancy.announce("http://127.0.0.1:1", "x");
      var file = folder.resolve("new/agent.json");
      var json = new JsonObject(Files.readString(file));
      assertThat(json.getString("token")).isEqualTo(tenancy.token().reveal()).hasSize(43);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }
}
