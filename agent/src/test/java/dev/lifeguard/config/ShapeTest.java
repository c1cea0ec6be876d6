package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final Surroundings HERE =
      new Surroundings(
          Map.of("PORT", "17", "API_TOKEN", "hunter2"), Path.of("/home/me"), Path.of("/here"));

  enum Mode {
    ACCEPT_NEW,
    STRICT
  }

  record Keepalive(Duration every, int misses) {}

  record House(
      String name,
      Keepalive keepalive,
      Optional<Mode> mode,
      SecretSource token,
      List<String> guests,
      Map<String, String> labels) {}

  private static final Shape<Keepalive> KEEPALIVE =
      Shapes.object(
          "a keepalive such as {every: 5s}",
          f -> {
            var every = f.optional("every", Shapes.duration(), "5s", "how often");
            var misses = f.optional("misses", Shapes.integer(1, 100), "2", "how many");
            return v -> new Keepalive(v.of(every), v.of(misses));
          });

  private static final Shape<House> HOUSE =
      Shapes.object(
          "a house",
          f -> {
            var name = f.required("name", Shapes.name(), "its name");
            var keepalive = f.optional("keepalive", KEEPALIVE, "{}", "signs of life");
            var mode = f.maybe("mode", Shapes.word(Mode.class), "how");
            var token = f.secret("token", "the key");
            var guests = f.list("guests", Shapes.nonblank("a guest"), "who comes");
            var labels = f.optional("labels", Shapes.labels(), "{}", "labels");
            f.check(
                v -> {
                  if (v.of(name).equals(v.of(guests).stream().findFirst().orElse("")))
                    v.at(guests).refuse("the house cannot be its own guest", "");
                });
            return v ->
                new House(
                    v.of(name),
                    v.of(keepalive),
                    v.of(mode),
                    v.of(token),
                    v.of(guests),
                    v.of(labels));
          });

  private static Loaded<House> load(String text) {
    return Loader.load(Source.of("house.yaml", text), HOUSE, HERE, root -> root);
  }

  private static String problems(String text) {
    return load(text).problems().stream().map(Problem::headline).collect(Collectors.joining("\n"));
  }

  @Test
  void saysWhereAKeyBelongsThatStandsOneStepTooHigh() {
    assertThat(problems("name: red\ntoken: abc\nmisses: 3\n"))
        .isEqualTo("house.yaml:3:1: misses: unknown key; it belongs under \"keepalive\"");
  }

  @Test
  void readsWhatIsGivenAndFillsInTheRest() {
    var loaded =
        load(
            """
            name: red
            mode: accept-new
            token: abc
            guests: ann
            labels: {env: on}
            """);
    assertThat(loaded)
        .isInstanceOfSatisfying(
            Loaded.Good.class,
            good ->
                assertThat(good.value())
                    .isEqualTo(
                        new House(
                            "red",
                            new Keepalive(Duration.ofSeconds(5), 2),
                            Optional.of(Mode.ACCEPT_NEW),
                            new SecretSource.Given(new Secret("abc")),
                            List.of("ann"),
                            Map.of("env", "on"))));
  }

  @Test
  void tellsEveryProblemAtOnceWithItsPlace() {
    assertThat(
            problems(
                """
                name: red house
                keepalive: {every: 5, misses: 0123, mises: 3}
                mode: acceptnew
                guests: [ann, [bob]]
                guests: eve
                """))
        .isEqualTo(
            """
            house.yaml:1:7: name: "red house" is no good name; use up to 63 letters, digits, dots, dashes, underscores
            house.yaml:2:20: keepalive.every: "5" is no duration: the unit is missing; write 5s for seconds, or ms, m, h, d
            house.yaml:2:31: keepalive.misses: "0123" starts with a zero, which some read as octal; write it without
            house.yaml:2:37: keepalive.mises: unknown key; did you mean "misses"?
            house.yaml:3:7: mode: "acceptnew" is not known here; did you mean "accept-new"?
            house.yaml:4:15: guests[1]: found a list, wanted a guest
            house.yaml:5:1: "guests" is given twice, first on line 4; keep one\
            """);
  }
}
