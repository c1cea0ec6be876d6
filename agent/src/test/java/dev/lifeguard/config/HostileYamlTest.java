package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, reading ends soon and says what is wrong. */
class HostileYamlTest {
  private static final Surroundings HERE =
      new Surroundings(Map.of(), Path.of("/home/me"), Path.of("/here"));

  private static Loaded<Object> load(String text) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> Loader.load(Source.of("evil.yaml", text), Shapes.any(), HERE, root -> root));
  }

  private static String problems(String text) {
    return load(text).problems().stream().map(Problem::headline).collect(Collectors.joining("\n"));
  }

  @Test
  void aliasesCannotMultiplyWithoutBounds() {
    var bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c < 'k'; c++)
      bomb.append(c + ": &" + c + " [" + ("*" + (char) (c - 1) + ", ").repeat(9) + "x]\n");
    assertThat(problems(bomb.toString()))
        .startsWith("evil.yaml:6:")
        .endsWith("aliases multiply it beyond all bounds");
  }

  @Test
  void aPipeIsRefusedInsteadOfWaitedFor(@TempDir Path folder) throws Exception {
    var pipe = folder.resolve("rules.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var read =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SourceFile.read(pipe));
    assertThat(read).isInstanceOf(Parsed.Refused.class);
  }

  @Test
  void anAnchorWithinItselfIsUnknown() {
    assertThat(problems("a: &a [*a]"))
        .isEqualTo(
            "evil.yaml:1:8: the alias *a has no anchor before it; write &a where the value stands");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void tenThousandLevelsAreRefused(String opening) {
    assertThat(problems(opening.repeat(10_000))).contains("nested more than 50 deep");
  }

  @Test
  void deepBlocksAreRefusedToo() {
    var text = new StringBuilder();
    for (int i = 0; i < 1000; i++) text.append(" ".repeat(i)).append("a:\n");
    assertThat(problems(text.toString())).contains("nested more than 50 deep");
  }

  @Test
  void manyPartsAreRefused() {
    assertThat(problems("[" + "x,".repeat(600_000) + "x]")).contains("more than 500000 parts");
  }

  @Test
  void aLongTextIsRefused() {
    assertThat(problems("a: " + "x".repeat(9 << 20))).contains("longer than 8 MiB");
  }

  @Test
  void charactersThatYamlCannotHoldAreNamed() {
    assertThat(problems("a: b\nc: d\0e\n"))
        .isEqualTo("evil.yaml:2:5: has the character U+0000, which YAML cannot hold; remove it");
    assertThat(problems("a: \u001b[31mred")).contains("U+001B");
  }

  @Test
  void carriageReturnsAndBlankTextsAreHarmless() {
    assertThat(problems("a: b\r\nc: [d,\r\n e]\r\n")).isEmpty();
    assertThat(problems("")).isEqualTo("evil.yaml:1:1: has no value; give one, or leave it out");
    assertThat(problems("# nothing\n---\n")).contains("has no value");
  }

  @Test
  void mergedMappingsAreReadAndEverythingElseUnderTheirKeyIsRefused() {
    assertThat(problems("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a]}")).isEmpty();
    assertThat(problems("a: {<<: x}"))
        .isEqualTo("evil.yaml:1:9: << merges mappings, found the text \"x\"");
  }

  @Test
  void aFileWithABomIsReadAndOneThatIsNotUtf8IsRefused(@TempDir Path folder) throws Exception {
    var marked = folder.resolve("marked.yaml");
    Files.writeString(marked, "\uFEFFa: b\n");
    assertThat(Loader.load(marked, Shapes.any(), HERE).problems()).isEmpty();
    var latin = folder.resolve("latin.yaml");
    Files.write(latin, "a: ü\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Loader.load(latin, Shapes.any(), HERE).problems())
        .extracting(Problem::message)
        .containsExactly("is not UTF-8");
    assertThat(Loader.load(folder, Shapes.any(), HERE).problems())
        .extracting(Problem::message)
        .containsExactly("is a folder");
  }

  @Test
  void noMutationOfAGoodFileBreaksTheReader() throws Exception {
    var good = example();
    var random = new Random(20_260_101);
    for (int round = 0; round < 500; round++) {
      var text = new StringBuilder(good);
      for (int i = 0; i < 1 + random.nextInt(5); i++) mutate(text, random);
      var problems = new ArrayList<Problem>();
      assertThatCode(
              () -> {
                Yaml.read(Source.of("evil.yaml", text.toString()), problems);
                problems.forEach(Problem::toString);
              })
          .as(text.toString())
          .doesNotThrowAnyException();
    }
  }

  private static String example() throws Exception {
    var resource = HostileYamlTest.class.getResource("/examples/lifeguard.yaml");
    return Files.readString(Path.of(resource.toURI()));
  }

  private static void mutate(StringBuilder text, Random random) {
    var spice =
        List.of(
            "{", "}", "[", "]", "&", "*", ":", "- ", "\t", "\n", "\"", "'", "!", "|", ">", "%", "@",
            "`", "\uD83D", "? ", "--- ", "#", "${");
    var at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.insert(at, spice.get(random.nextInt(spice.size())));
      case 1 -> text.deleteCharAt(at);
      default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
    }
    if (text.isEmpty()) text.append('x');
  }
}
