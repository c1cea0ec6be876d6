package dev.lifeguard.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.FollowUp;
import dev.lifeguard.notify.Directory.Addressees;
import dev.lifeguard.notify.NotifySettings.Watch;
import dev.lifeguard.notify.OnCall.Person;
import dev.lifeguard.notify.OnCall.Replacement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<Person> PEOPLE =
      List.of(
          new Person("ada", List.of("ada-phone")),
          new Person("bob", List.of("bob-phone", "mail")),
          new Person("cy", List.of("cy-phone")));

  private static OnCall weekly(Replacement... overrides) {
    return new OnCall(
        "primary",
        PEOPLE,
        LocalDateTime.parse("2026-01-05T09:00"),
        Duration.ofDays(7),
        BERLIN,
        List.of(overrides));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T07:59:59Z, cy", // the turn before the first
    "2026-01-05T08:00:00Z, ada",
    "2026-01-12T07:59:59Z, ada",
    "2026-01-12T08:00:00Z, bob",
    "2026-01-19T08:00:00Z, cy",
    "2026-01-26T08:00:00Z, ada",
    // Summer time begins on 29 March: nine o'clock is 07:00Z from then on.
    "2026-03-23T08:00:00Z, cy",
    "2026-03-30T06:59:59Z, cy",
    "2026-03-30T07:00:00Z, ada",
    // and ends on 25 October.
    "2026-10-26T07:59:59Z, cy",
    "2026-10-26T08:00:00Z, ada"
  })
  void handsOverAtTheSameTimeByTheClockOnTheWall(Instant now, String person) {
    assertThat(weekly().at(now).person().name()).isEqualTo(person);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:29:59Z, ada", // 01:29:59, half an hour before two becomes three
    "2026-03-29T00:59:59Z, ada",
    "2026-03-29T01:30:00Z, bob", // 03:30: two thirty did not happen
    "2026-10-25T00:29:59Z, ada",
    "2026-10-25T00:30:00Z, bob", // 02:30 for the first time
    "2026-10-25T01:10:00Z, bob", // 02:10 for the second time: it is not handed back
    "2026-10-25T01:30:00Z, bob"
  })
  void neverHandsBackWhenTheClockIsSetBack(Instant now, String person) {
    var first = now.toString().startsWith("2026-03") ? "2026-03-28T02:30" : "2026-10-24T02:30";
    var daily =
        new OnCall(
            "d",
            PEOPLE.subList(0, 2),
            LocalDateTime.parse(first),
            Duration.ofDays(1),
            BERLIN,
            List.of());
    assertThat(daily.at(now).person().name()).isEqualTo(person);
  }

  @Test
  void anOverrideReplacesWhoeverItWouldBeAndTheLastOneWins() {
    var rotation =
        weekly(
            new Replacement(local("2026-01-06T00:00"), local("2026-01-08T00:00"), "cy"),
            new Replacement(local("2026-01-07T00:00"), local("2026-01-07T12:00"), "bob"));
    var shift = rotation.at(Instant.parse("2026-01-06T12:00:00Z"));
    assertThat(shift.person().name()).isEqualTo("cy");
    assertThat(shift.instead().map(Person::name)).contains("ada");
    assertThat(rotation.at(Instant.parse("2026-01-07T01:00:00Z")).person().name()).isEqualTo("bob");
    assertThat(rotation.at(Instant.parse("2026-01-07T12:00:00Z")).person().name()).isEqualTo("cy");
    assertThat(rotation.at(Instant.parse("2026-01-05T12:00:00Z")).until())
        .isEqualTo("2026-01-05T23:00:00Z");
  }

  @Test
  void aNameMayMeanAReceiverAGroupOrWhoeverHasTheTurn() {
    var settings =
        new NotifySettings(
            List.of(named("ada-phone"), named("bob-phone"), named("mail"), named("cy-phone")),
            Map.of("everybody", List.of("mail", "primary")),
            List.of(weekly()),
            Watch.NONE,
            Optional.empty(),
            FollowUp.NONE);
    var directory = new Directory(settings);
    var monday = Instant.parse("2026-01-12T08:00:00Z");
    assertThat(directory.find(List.of("everybody"), monday).receivers())
        .containsExactly("mail", "bob-phone");
    assertThat(directory.find(List.of("primary"), monday).because()).startsWith("primary is bob");
    assertThat(directory.find(List.of(), monday).receivers()).hasSize(4);
    assertThat(directory.find(List.of("shipped"), monday))
        .returns("shipped is nobody; so all are told", Addressees::because)
        .extracting(found -> found.receivers().size())
        .isEqualTo(4);
  }

  private static LocalDateTime local(String text) {
    return LocalDateTime.parse(text);
  }

  private static ReceiverSettings named(String name) {
    return new Scripted(name, _ -> Optional.empty());
  }
}
