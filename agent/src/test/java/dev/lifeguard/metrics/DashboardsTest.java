package dev.lifeguard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.lifeguard.peer.Folder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {
  static List<Path> dashboards() {
    return Dashboards.files();
  }

  @Test
  void thereIsOneForEachRoomOfTheHouse() {
    assertThat(dashboards())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "agent.json", "fleet.json", "gateway.json", "remediation.json", "tunnels.json");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void followsGrafanasSchema(Path file) throws Exception {
    try (var schema = getClass().getResourceAsStream("/grafana/dashboard.schema.json")) {
      var faults =
          JsonSchemaFactory.getInstance(VersionFlag.V202012)
              .getSchema(schema)
              .validate(Folder.read(file), InputFormat.JSON);
      assertThat(faults).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noTwoPanelsShareANumberOrAPlace(Path file) {
    var panels = Dashboards.each(Dashboards.read(file).getJsonArray("panels")).toList();
    assertThat(panels).extracting(panel -> panel.getInteger("id")).doesNotHaveDuplicates();
    assertThat(panels).extracting(panel -> panel.getJsonObject("gridPos")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void asksThroughItsVariableOnlyAndLeadsToTheConsole(Path file) {
    var text = Folder.read(file);
    assertThat(text)
        .contains("${datasource}", "${console}")
        .doesNotContain("\"uid\": \"prometheus\"");
  }
}
