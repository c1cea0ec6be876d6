package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Json5Test {
  private static Json5.Result read(String text) {
    return Json5.read(Source.of("openclaw.json", text));
  }

  @Test
  void readsWhatOpenClawTakes() {
    var text =
        """
        // by hand
        {
          gateway: { mode: "local", port: 0x4965, 'bind': 'loopback', /* why */ },
          "tools": { deny: ["exec",], $x_1: .5, ratio: -1.5e3, on: true, none: null },
          long: 'a\\
        b\\u0041\\x42\\n',
        }
        """;
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Json5.Result.Read.class,
            read -> {
              var json = (JsonObject) Plain.json(read.node());
              assertThat(json.getJsonObject("gateway").getString("bind")).isEqualTo("loopback");
              assertThat(json.getJsonObject("gateway").getString("port")).isEqualTo("0x4965");
              assertThat(json.getJsonObject("tools").getDouble("$x_1")).isEqualTo(0.5);
              assertThat(json.getString("long")).isEqualTo("abAB\n");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a: }            | 1:5: is no JSON5: wanted a value; put a text in quotes",
        "{a: b}           | 1:5: is no JSON5: wanted a value; put a text in quotes",
        "{a: 1 b: 2}      | 1:7: is no JSON5: wanted a comma or }",
        "[1 2]            | 1:4: is no JSON5: wanted a comma or ]",
        "{a: 'x}          | 1:5: is no JSON5: a text without its end",
        "{1a: 1}          | 1:2: is no JSON5: wanted a key; put it in quotes",
        "{a: 1, a: 2}     | 1:8: \"a\" is given twice, first on line 1; keep one",
        "{} {}            | 1:4: is no JSON5: something follows the end",
        "{a: 1 /* }       | 1:7: is no JSON5: a comment without its end",
        "{a: 'x\\u00g0'}  | 1:9: is no JSON5: wanted 4 hexadecimal digits",
        "{a: 012}         | 1:5: is no JSON5: wanted a value; put a text in quotes",
      })
  void refusesTheRestWithItsPlace(String text, String problem) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Json5.Result.Refused.class,
            refused ->
                assertThat(refused.problems().getFirst().headline())
                    .isEqualTo("openclaw.json:" + problem));
  }

  @Test
  void endsOnTenThousandLevelsAndOnNothing() {
    assertThat(read("[".repeat(10_000))).isInstanceOf(Json5.Result.Refused.class);
    assertThat(read("{a:".repeat(10_000))).isInstanceOf(Json5.Result.Refused.class);
    assertThat(read("")).isInstanceOf(Json5.Result.Refused.class);
  }

  @Property(tries = 2000)
  void neverThrows(@ForAll String text) {
    assertThat(read(text)).isNotNull();
    assertThat(read("{a: [" + text)).isNotNull();
  }
}
