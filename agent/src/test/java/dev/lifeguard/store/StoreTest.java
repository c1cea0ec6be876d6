package dev.lifeguard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class StoreTest {
  private static final String NOTE = "INSERT INTO agent_note (name, text, at) VALUES (?, ?, ?)";

  @TempDir Path folder;

  @Test
  void remembersAfterItWasClosed() {
    try (var store = Store.open(folder)) {
      store.write(NOTE, "a", "first", 1L);
    }
    try (var store = Store.open(folder)) {
      assertThat(texts(store)).containsExactly("first");
    }
  }

  @Test
  void answersAQuestionAfterTheWritesAskedBeforeIt() {
    try (var store = Store.open(folder)) {
      IntStream.range(0, 2000).forEach(i -> store.write(NOTE, "n" + i, "t", (long) i));
      assertThat(texts(store)).hasSize(2000);
    }
  }

  @Test
  void oneBadWriteDoesNotTakeItsNeighboursDown() {
    try (var store = Store.open(folder)) {
      var good = store.write(NOTE, "a", "good", 1L);
      var bad = store.write(NOTE, "a", "twice", 2L);
      var after = store.write(NOTE, "b", "also good", 3L);
      assertThat(texts(store)).containsExactly("good", "also good");
      assertThat(good.succeeded()).isTrue();
      assertThat(bad.failed()).isTrue();
      assertThat(after.succeeded()).isTrue();
      assertThat(store.failures()).isEqualTo(1);
    }
  }

  /** A process that is killed would leave it in the temporary folder, 2 MB at each start. */
  @Test
  void keepsTheNativeLibraryBesideTheDatabase() throws Exception {
    System.clearProperty("org.sqlite.lib.path"); // of a test before: it is loaded once a process
    try (var store = Store.open(folder);
        var kept = Files.walk(folder.resolve("native"))) {
      assertThat(store.failures()).isZero();
      assertThat(kept.filter(Files::isRegularFile))
          .singleElement()
          .satisfies(
              library -> {
                assertThat(library).hasFileName(LibraryLoaderUtil.getNativeLibName());
                assertThat(Files.size(library)).isGreaterThan(100_000);
              });
    }
    assertThat(Path.of(System.getProperty("org.sqlite.lib.path")).getFileName().toString())
        .startsWith("sqlite-");
  }

  @Test
  void appliesAllOfAGroupOrNothing() {
    try (var store = Store.open(folder)) {
      var group =
          store.write(List.of(Change.of(NOTE, "a", "x", 1L), Change.of(NOTE, "a", "y", 2L)));
      assertThat(texts(store)).isEmpty();
      assertThat(group.failed()).isTrue();
    }
  }

  @Test
  void keepsNullsAsEmptyOptionals() throws Exception {
    try (var store = Store.open(folder)) {
      var read =
          store.query(
              "SELECT ? AS missing, ? AS present",
              row -> List.of(row.optionalText("missing"), row.optionalText("present")),
              Optional.empty(),
              "x");
      assertThat(await(read)).containsExactly(List.of(Optional.empty(), Optional.of("x")));
    }
  }

  @Test
  void refusesWorkOnceClosed() {
    var store = Store.open(folder);
    store.close();
    assertThat(store.write(NOTE, "a", "late", 1L).failed()).isTrue();
    assertThat(store.failures()).isEqualTo(1);
  }

  @Test
  void isReadableByItsOwnerOnly() throws Exception {
    try (var store = Store.open(folder.resolve("new"))) {
      assertThat(mode(store.file())).isEqualTo("rw-------");
      assertThat(mode(folder.resolve("new"))).isEqualTo("rwx------");
    }
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    Files.writeString(
        folder.resolve("lifeguard.db"), "no database at all, but long enough to look at");
    assertThatThrownBy(() -> Store.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("lifeguard.db is damaged")
        .hasMessageContaining("move it away");
  }

  @Test
  void saysThatNoSpaceIsLeftAsLongAsThatIsSo() throws Exception {
    try (var store = Store.open(folder)) {
      await(store.write(NOTE, "a", "before", 1L));
      pages(store, 1);
      var full = store.write(NOTE, "b", "x".repeat(1_000_000), 2L);
      assertThat(texts(store)).containsExactly("before");
      assertThat(full.cause()).hasMessageContaining("no space is left in " + folder);
      assertThat(store.trouble()).hasValueSatisfying(why -> assertThat(why).contains("no space"));
      pages(store, 1_000_000);
      await(store.write(NOTE, "c", "after", 3L));
      assertThat(store.trouble()).isEmpty();
    }
  }

  /** A bound of the database's own, which it reports as it does a full disk. */
  private static void pages(Store store, int most) {
    await(store.query("PRAGMA max_page_count = " + most, row -> row.number("max_page_count")));
  }

  @Test
  void callsOneBadWriteNoTroubleOfTheFile() {
    try (var store = Store.open(folder)) {
      store.write(NOTE, "a", "good", 1L);
      store.write(NOTE, "a", "twice", 2L);
      assertThat(texts(store)).containsExactly("good");
      assertThat(store.trouble()).isEmpty();
    }
  }

  @Test
  void knowsHowManyMigrationsThereAre() throws Exception {
    var files = Path.of(Store.class.getResource("/db/migration").toURI());
    try (var list = Files.list(files)) {
      assertThat(list.count()).isEqualTo(Migrations.COUNT);
    }
  }

  private static List<String> texts(Store store) {
    return await(store.query("SELECT text FROM agent_note ORDER BY at", row -> row.text("text")));
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
