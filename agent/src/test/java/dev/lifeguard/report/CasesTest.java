package dev.lifeguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.Incident;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.report.Hearsay.About;
import dev.lifeguard.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CasesTest {
  private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant OVER = OPENED.plusSeconds(60);

  private final Cases cases = new Cases();

  @Test
  void aRunThatIsProvedJustAfterItsIncidentIsOverIsStillWrittenIntoIt() {
    cases.put(incident("i1", "a1", Optional.of(OVER)));
    assertThat(new About.OneRun("a1", "home").incidents(cases)).containsExactly("i1");
    assertThat(new About.OneGateway("home").incidents(cases)).isEmpty();
  }

  @Test
  void aRunIsWrittenIntoWhatIsOpenAboutItsGatewayToo() {
    cases.put(incident("i1", "a1", Optional.of(OVER)));
    cases.put(incident("i2", "a2", Optional.empty()));
    assertThat(new About.OneRun("a1", "home").incidents(cases)).containsExactly("i1", "i2");
    assertThat(new About.OneRun("a2", "home").incidents(cases)).containsExactly("i2");
  }

  private static Incident incident(String id, String alert, Optional<Instant> closed) {
    var member =
        new Incident.Member(
            alert, "gateway_down", Severity.CRITICAL, Subject.gateway("home"), OPENED, closed);
    return new Incident(id, "home", List.of(member), alert, OPENED, closed);
  }
}
