package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PayloadTest {
  private static final Payload MIXED =
      Payload.read(
              """
              {"text":"t","whole":7,"big":1e400,"flag":true,"none":null,
               "list":["a",1,{"b":2},null],"object":{"c":"d"}}
              """)
          .orElseThrow();

  @Test
  void readsWhatIsOfTheAskedType() {
    assertThat(MIXED.text("text")).contains("t");
    assertThat(MIXED.whole("whole")).contains(7L);
    assertThat(MIXED.flag("flag")).contains(true);
    assertThat(MIXED.child("object").text("c")).contains("d");
    assertThat(MIXED.texts("list")).containsExactly("a");
    assertThat(MIXED.children("list")).hasSize(1);
    assertThat(MIXED.objects()).containsOnlyKeys("object");
  }

  @Test
  void whatIsMissingOrOfAnotherTypeReadsAsAbsent() {
    assertThat(MIXED.text("whole")).isEmpty();
    assertThat(MIXED.text("none")).isEmpty();
    assertThat(MIXED.whole("text")).isEmpty();
    assertThat(MIXED.amount("big")).isEmpty();
    assertThat(MIXED.flag("nowhere")).isEmpty();
    assertThat(MIXED.child("list").isEmpty()).isTrue();
    assertThat(MIXED.texts("object")).isEmpty();
  }

  @Test
  void repeatedKeysKeepTheLast() {
    assertThat(Payload.read("{\"a\":1,\"a\":2}").orElseThrow().whole("a")).contains(2L);
  }

  @Test
  void depthAndNumbersAreLimited() {
    var deep = PayloadReader.DEPTH + 1;
    assertThat(Payload.read("{\"a\":" + "[".repeat(deep) + "]".repeat(deep) + "}")).isEmpty();
    assertThat(Payload.read("{\"a\":" + "9".repeat(1_000) + "}")).isEmpty();
  }

  @Test
  void hostOfTinyValuesIsLimited() {
    assertThat(Payload.read("{\"a\":[" + "0,".repeat(2_100_000) + "0]}")).isEmpty();
  }

  @Property(tries = 500)
  void neverThrows(@ForAll String text) {
    assertThatCode(() -> Frame.decode(text, new Traffic())).doesNotThrowAnyException();
    assertThatCode(() -> Frame.decode("{\"type\":\"res\"," + text + "}", new Traffic()))
        .doesNotThrowAnyException();
  }
}
