package dev.lifeguard.remedy.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiffTest {
  @Test
  void showsWhatChangesWithThreeLinesAround() {
    var before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    assertThat(Diff.of("f", before, before.replace("5\n", "five\n")))
        .isEqualTo(
            """
            --- f
            +++ f
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            """);
  }

  @Test
  void keepsWhatLiesBetweenTwoChanges() {
    assertThat(Diff.of("f", "a\nb\nc\nd\n", "b\nc\nd\ne\n"))
        .isEqualTo("--- f\n+++ f\n@@ -1,4 +1,4 @@\n-a\n b\n c\n d\n+e\n");
  }

  @Test
  void saysNothingWhenNothingChanges() {
    assertThat(Diff.of("f", "a\n", "a\n")).isEmpty();
  }
}
