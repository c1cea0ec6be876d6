package dev.lifeguard.remedy.step.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a:1}            | {a:2}          | {a:1}",
        "{}               | {a:{b:1}}      | {a:null}",
        "{a:{b:1,c:2}}    | {a:{b:3}}      | {a:{b:1}}",
        "{a:'x'}          | {a:{b:1}}      | {a:'x'}",
        "{a:[1,2]}        | {a:[1,2,3]}    | {a:[1,2]}",
        "{a:1}            | {a:null}       | {a:1}",
        "{}               | {a:null}       | {}"
      })
  void theWayBackIsOnlyWhatWasChanged(String document, String patch, String back) {
    assertThat(MergePatch.inverse(json(document), json(patch))).isEqualTo(json(back));
  }

  @Property(tries = 300)
  void aPatchAndItsWayBackLeaveTheDocumentAsItWas(
      @ForAll("documents") JsonObject document, @ForAll("documents") JsonObject patch) {
    var after = MergePatch.applied(document, patch);
    var back = MergePatch.applied(after, MergePatch.inverse(document, patch));
    assertThat(withoutEmpty(back)).isEqualTo(withoutEmpty(document));
  }

  @Test
  void anArrayThatLosesAnEntryIsNamedAlsoWhenItGoesWithWhatHoldsIt() {
    var document = json("{tools:{deny:['exec','browser']},other:[1]}");
    assertThat(MergePatch.shrinking(document, json("{tools:{deny:['exec']}}")))
        .containsExactly("tools.deny");
    assertThat(MergePatch.shrinking(document, json("{tools:null}"))).containsExactly("tools.deny");
    assertThat(MergePatch.shrinking(document, json("{tools:{deny:['exec','browser','x']}}")))
        .isEmpty();
  }

  @Test
  void aSecretThatTheGatewayDoesNotShowIsSeenWhereverItIs() {
    assertThat(MergePatch.hides(json("{a:{b:['x',{c:'__OPENCLAW_REDACTED__'}]}}"))).isTrue();
    assertThat(MergePatch.hides(json("{a:{b:['x']}}"))).isFalse();
  }

  @Test
  void whatSoundsLikeASecretIsNotShown() {
    assertThat(MergePatch.masked(json("{botToken:'123:abc',a:{apiKey:'sk-1',port:1}}")))
        .isEqualTo(json("{botToken:'***',a:{apiKey:'***',port:1}}"));
  }

  @Test
  void aChangeNoLongerStandsWhereSomebodyElseChangedIt() {
    var before = json("{tools:{deny:['x']},a:1}");
    var change = ConfigChange.of(before, json("{tools:{deny:['x','exec']}}"));
    var after = MergePatch.applied(before, change.patch());
    assertThat(change.standsIn(after)).isTrue();
    assertThat(change.standsIn(MergePatch.applied(after, json("{a:2}")))).isTrue();
    assertThat(change.standsIn(MergePatch.applied(after, json("{tools:{deny:['exec']}}"))))
        .isFalse();
    assertThat(change.absentFrom(before)).isTrue();
  }

  @Test
  void whatWasMadeIsNotTakenAwayWithWhatOthersPutIntoIt() {
    var change = ConfigChange.of(json("{}"), json("{tools:{deny:['exec']}}"));
    assertThat(change.standsIn(json("{tools:{deny:['exec'],allow:['read']}}"))).isFalse();
  }

  @Provide
  Arbitrary<JsonObject> documents() {
    return document(2);
  }

  private static Arbitrary<JsonObject> document(int depth) {
    var leaf = Arbitraries.of((Object) 1, "x", true, 2);
    Arbitrary<Object> value =
        depth == 0 ? leaf : Arbitraries.oneOf(leaf, document(depth - 1).map(it -> (Object) it));
    return Arbitraries.maps(Arbitraries.of("a", "b", "c"), value).ofMaxSize(3).map(JsonObject::new);
  }

  /** A patch makes the objects on its way; an empty one that stays behind says nothing. */
  private static JsonObject withoutEmpty(JsonObject document) {
    var result = new JsonObject();
    for (var entry : document) {
      if (!(entry.getValue() instanceof JsonObject inner))
        result.put(entry.getKey(), entry.getValue());
      else if (!withoutEmpty(inner).isEmpty()) result.put(entry.getKey(), withoutEmpty(inner));
    }
    return result;
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replaceAll("([{,])([a-zA-Z]+):", "$1\"$2\":").replace('\'', '"'));
  }
}
