package dev.lifeguard.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Identity.Kin;
import dev.lifeguard.path.PathChoice.Candidate;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathChoiceTest {
  private static final Failure REFUSED = new Failure(Reason.REFUSED, "127.0.0.1:1");
  private static final Moment DAWN = new Moment(Instant.parse("2026-11-25T00:00:00Z"), 0);

  private final PathTerms terms = PathTerms.USUAL;
  private final PathChoice choice = new PathChoice(terms);
  private final Map<String, PathHealth> health = new LinkedHashMap<>();
  private final Map<String, Kin> kin = new LinkedHashMap<>();
  private Moment now = DAWN;
  private PathState state = PathState.on("A", DAWN);

  PathChoiceTest() {
    for (var path : List.of("A", "B", "C")) health.put(path, new PathHealth.Unseen());
  }

  /** One look at each path every 10 s: upper case answers, lower case does not. */
  @ParameterizedTest
  @CsvSource({
    "ABC ABC ABC, A A A",
    "aBC ABC aBC, A A A", // one miss is none
    "aBC aBC aBC, A B B",
    "abC abC abC, A C C",
    "abc abc abc, A A A", // the gateway itself is gone: no path is better
    "abc abc aBc, A A B", // the first that comes back serves
    "aBC aBC ABC ABC ABC ABC ABC ABC ABC, A B B B B B B B A", // back after a minute of health
    "aBC aBC ABC ABC ABC aBC ABC ABC ABC ABC, A B B B B B B B B B", // a miss begins the wait anew
    "aBC aBC aBC abC abC ABC, A B B B C C"
  })
  void followsAStory(String looks, String expected) {
    assertThat(String.join(" ", story(looks))).isEqualTo(expected);
  }

  private List<String> story(String looks) {
    var used = new ArrayList<String>();
    for (var look : looks.split(" ")) {
      now = now.plus(Duration.ofSeconds(10));
      for (var path : look.toCharArray()) seen(path);
      decide();
      used.add(state.current());
    }
    return used;
  }

  private void seen(char path) {
    var failure = Character.isUpperCase(path) ? Optional.<Failure>empty() : Optional.of(REFUSED);
    health.computeIfPresent(
        String.valueOf(Character.toUpperCase(path)), (_, before) -> before.next(failure, now));
  }

  private void decide() {
    choice
        .decide(state, candidates(), now)
        .ifPresent(it -> state = state.switched(it.to(), it.why(), terms, now));
  }

  private List<Candidate> candidates() {
    return health.entrySet().stream()
        .map(
            it ->
                new Candidate(
                    it.getKey(), it.getValue(), kin.getOrDefault(it.getKey(), Kin.UNKNOWN)))
        .toList();
  }

  @Test
  void waitsTwiceAsLongForThePreferredPathAfterEachFurtherLossAndNeverLongerThanTheLimit() {
    var waits = new ArrayList<Long>();
    for (var loss = 0; loss < 7; loss++) {
      story("aBC aBC");
      waits.add(state.patience(terms, now).toMinutes());
      state = state.switched("A", SwitchReason.PREFERRED_BACK, terms, now);
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 15L, 15L, 15L);
  }

  @Test
  void forgetsLossesAfterHalfAnHour() {
    story("aBC aBC");
    story("abC abC");
    assertThat(state.patience(terms, now)).hasMinutes(2);
    assertThat(state.patience(terms, now.plus(Duration.ofMinutes(31)))).hasMinutes(1);
  }

  @Test
  void aStandInMustProveItselfOnceTooManyPathsWereLost() {
    for (var loss = 0; loss < PathTerms.MANY_LOSSES; loss++) {
      story("aBC aBC");
      state = state.switched("A", SwitchReason.PREFERRED_BACK, terms, now);
    }
    assertThat(story("abc abc aBc aBc aBc aBc")).containsExactly("A", "A", "A", "A", "A", "B");
  }

  @Test
  void aPathThatLeadsToAnotherGatewayIsNeverChosen() {
    kin.put("B", Kin.OTHER);
    assertThat(story("aBC aBC")).containsExactly("A", "C");
  }

  @Test
  void aRequestedPathStandsAgainstTheHealthyPreferredOneUntilItsTimeIsOver() {
    story("ABC");
    state = state.switched("B", SwitchReason.REQUESTED, terms, now);
    assertThat(story("ABC ABC ABC ABC ABC ABC ABC ABC")).containsOnly("B");
    now = now.plus(terms.hold());
    assertThat(story("ABC")).containsExactly("A");
  }

  @Test
  void aRequestedPathThatIsLostIsLeftAtOnce() {
    story("ABC");
    state = state.switched("B", SwitchReason.REQUESTED, terms, now);
    assertThat(story("AbC AbC")).containsExactly("B", "A");
  }

  @Test
  void saysWhatWasSeenWhenItSwitches() {
    story("aBC");
    now = now.plus(Duration.ofSeconds(1));
    seen('a');
    var decided = choice.decide(state, candidates(), now).orElseThrow();
    assertThat(decided)
        .isEqualTo(new PathChoice.Switch("B", SwitchReason.PATH_FAILED, "refused: 127.0.0.1:1"));
  }
}
