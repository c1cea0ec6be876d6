package dev.lifeguard.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Petition.Harm;
import dev.lifeguard.remedy.Petition.Standing;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.rule.Truth;
import dev.lifeguard.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each gate by itself, then what they remember, told as a story minute by minute. */
class GatesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final RemedySettings REMEDY =
      Remedies.one(
          """
          - name: mend
            trigger: [gateway_down]
            when: cause not in ["auth_rejected"]
            mode: auto
            steps: [{gateway.restart: {}}]
            limits: {cooldown: 2m, budget: 3 per 1h, blast-radius: 25%, breaker: {after: 2, pause: 10m}}
          """);
  private static final Call ALERT = new Call.ByAlert("1", "gateway_down", NOW, Optional.empty());
  private static final Call PERSON = new Call.ByPerson("cli:ada");

  private Mode mode = Mode.AUTO;
  private Call call = ALERT;
  private Standing standing = Standing.NEW;
  private Set<Why> despite = Set.of();
  private Optional<String> stopped = Optional.empty();
  private Situation.Alarm alarm = Situation.Alarm.NONE;
  private Truth when = Truth.TRUE;
  private Situation.Quiet quiet = Situation.Quiet.NONE;
  private Situation.Need need = new Situation.Need(1, 4);
  private Ledger ledger = Ledger.blank("mend", "home");
  private Optional<String> lease = Optional.empty();
  private FactValue activeRuns = FactValue.unknown("not seen");
  private List<Instant> restarts = List.of();
  private List<Block> obstacles = List.of();
  private Instant now = NOW;

  private List<GateAnswer> ask() {
    var petition = new Petition(REMEDY, call, mode, Harm.RESTARTS_GATEWAY, standing, despite);
    var work = new Situation.Work(lease, activeRuns, restarts, obstacles);
    return Gates.ask(petition, new Situation(stopped, alarm, when, quiet, need, ledger, work, now));
  }

  private String decide() {
    var blocks = ask().stream().filter(GateAnswer::blocks).map(answer -> answer.gate().code());
    return blocks.collect(Collectors.joining(" "));
  }

  private void suffer(String what) {
    switch (what) {
      case "a stop" -> stopped = Optional.of("stopped by ada");
      case "an end" ->
          alarm = new Situation.Alarm(Situation.Standing.OVER, Optional.empty(), Optional.empty());
      case "an earlier try" ->
          alarm =
              new Situation.Alarm(Situation.Standing.FIRING, Optional.of("r1"), Optional.empty());
      case "our own doing" ->
          alarm =
              new Situation.Alarm(Situation.Standing.FIRING, Optional.empty(), Optional.of("r1"));
      case "another cause" -> when = Truth.FALSE;
      case "no cause yet" -> when = Truth.UNKNOWN;
      case "mode observe" -> mode = Mode.OBSERVE;
      case "maintenance" -> quiet = new Situation.Quiet(List.of("maintenance m1"), List.of());
      case "a blocker" -> quiet = new Situation.Quiet(List.of(), List.of("disk_full"));
      case "an open breaker" -> ledger = ledger.with(new Breaker.Open(NOW.plusSeconds(60), 1));
      case "a half-open breaker" -> ledger = ledger.with(new Breaker.HalfOpen(1));
      case "a run just now" ->
          ledger = ledger.started(NOW.minusSeconds(90)).verified(NOW.minusSeconds(60));
      case "three runs" -> {
        for (int i = 1; i <= 3; i++) ledger = ledger.started(NOW.minusSeconds(600L * i));
      }
      case "two restarts" -> restarts = List.of(NOW.minusSeconds(200), NOW.minusSeconds(100));
      case "a storm" -> need = new Situation.Need(2, 4);
      case "a lease" -> lease = Optional.of("run r1 is at work");
      case "agent runs" -> activeRuns = FactValue.of(2);
      case "no agent runs" -> activeRuns = FactValue.of(0);
      case "an answer" -> obstacles = List.of(new Block(Why.ALIVE, "it answers"));
      case "no supervisor" -> obstacles = List.of(new Block(Why.SUPERVISOR, "nobody"));
      case "a lasting fault" -> obstacles = List.of(new Block(Why.FUTILE, "the key is wrong"));
      case "nothing" -> {}
      default -> throw new AssertionError(what);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nothing,             '',            '',           ''",
    "a stop,              stopped,       stopped,      stopped",
    "an end,              not_firing,    not_firing,   ''",
    "an earlier try,      same_episode,  same_episode, ''",
    "our own doing,       own_action,    own_action,   ''",
    "another cause,       when,          when,         ''",
    "no cause yet,        when,          when,         ''",
    "maintenance,         maintenance,   maintenance,  ''",
    "a blocker,           blocker,       blocker,      blocker",
    "an open breaker,     breaker,       breaker,      breaker",
    "a half-open breaker, '',            '',           ''",
    "a run just now,      cooldown,      cooldown,     cooldown",
    "three runs,          budget,        budget,       budget",
    "two restarts,        budget,        budget,       budget",
    "a storm,             blast_radius,  blast_radius, blast_radius",
    "a lease,             lease,         lease,        lease",
    "agent runs,          active_runs,   '',           ''",
    "no agent runs,       '',            '',           ''",
    "an answer,           alive,         '',           ''",
    "no supervisor,       supervisor,    '',           ''",
    "a lasting fault,     futile,        futile,       ''"
  })
  void holdsWhatActsByItselfWhatAsksFirstAndWhatAPersonRuns(
      String suffered, String auto, String asking, String person) {
    suffer(suffered);
    assertThat(decide()).isEqualTo(auto);
    mode = Mode.APPROVE;
    assertThat(decide()).isEqualTo(asking);
    call = PERSON;
    assertThat(decide()).isEqualTo(person);
  }

  @Test
  void onlyObservesInModeObserveUnlessAPersonRunsIt() {
    suffer("mode observe");
    assertThat(decide()).isEqualTo("observe");
    call = PERSON;
    assertThat(decide()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a run just now, COOLDOWN,     ''",
    "a storm,        BLAST_RADIUS, ''",
    "a storm,        COOLDOWN,     blast_radius",
    "a stop,         STOPPED,      stopped",
    "a lease,        LEASE,        lease"
  })
  void letsAPersonOverruleAllButTheStopAndTheLease(String suffered, Why gate, String left) {
    suffer(suffered);
    call = PERSON;
    despite = Set.of(gate);
    assertThat(decide()).isEqualTo(left);
  }

  @Test
  void letsTheApprovedRunBeTheOneTryOfItsEpisode() {
    suffer("an earlier try");
    standing = Standing.APPROVED;
    assertThat(decide()).isEmpty();
  }

  @Test
  void givesEveryAnswerWithItsReason() {
    suffer("a storm");
    assertThat(ask()).extracting(GateAnswer::gate).containsExactly(Why.values());
    assertThat(ask())
        .extracting(GateAnswer::detail)
        .doesNotContain("")
        .contains("2 of 4 gateways call for it or did within 30s, allowed are 1 (25.0%)");
  }

  /** F: a run fails; V: it is verified; .: a minute goes by; then the gates are asked. */
  @ParameterizedTest
  @CsvSource({
    "V..,                     ''",
    "V.,                      cooldown",
    "F..,                     ''",
    "F..F,                    breaker cooldown",
    "F..F.........,           breaker",
    "F..F..........,          ''",
    "F..F..........F,         breaker cooldown budget",
    "F..F..........F............, breaker budget",
    "F..F..........V..,       ''",
    "F..V..F..,               ''",
    "F..V..F..V..F..V..F..,   ''"
  })
  void remembersRunsAsAStoryTells(String story, String held) {
    var time = new ManualTime(NOW);
    for (var what : story.toCharArray())
      switch (what) {
        case '.' -> time.advance(Duration.ofMinutes(1));
        case 'V' -> ledger = half(time.now()).started(time.now()).verified(time.now());
        default ->
            ledger =
                half(time.now()).started(time.now()).failed(REMEDY.limits().breaker(), time.now());
      }
    now = time.now();
    assertThat(decide()).isEqualTo(held);
  }

  private Ledger half(Instant at) {
    return ledger.with(ledger.breaker().at(at));
  }

  @ParameterizedTest
  @CsvSource({
    "25%, 1, 1",
    "25%, 3, 1",
    "25%, 4, 1",
    "25%, 8, 2",
    "25%, 12, 3",
    "100%, 12, 12",
    "1, 12, 1",
    "2, 12, 2"
  })
  void allowsAShareButAlwaysOneGateway(String radius, int fleet, int allowed) {
    var remedy =
        Remedies.one(
            """
            - {name: a, trigger: manual, steps: [{wait: 1s}], limits: {blast-radius: RADIUS}}
            """
                .replace("RADIUS", radius));
    assertThat(remedy.limits().blastRadius().allowed(fleet)).isEqualTo(allowed);
  }

  @Test
  void pausesTwiceAsLongEachTimeAndNoLongerThanADay() {
    var settings = REMEDY.limits().breaker();
    Breaker breaker = new Breaker.Closed(1);
    var pauses = new ArrayList<Duration>();
    for (int i = 0; i < 10; i++) {
      breaker = breaker.failed(settings, now);
      if (!(breaker instanceof Breaker.Open(var until, _))) throw new AssertionError(breaker);
      pauses.add(Duration.between(now, until));
      now = until;
      breaker = breaker.at(now);
    }
    assertThat(pauses)
        .startsWith(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(40))
        .endsWith(Duration.ofHours(24));
  }
}
