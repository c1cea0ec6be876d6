package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final FleetStandIn fleet = new FleetStandIn(List.of("home"));

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void aChangeIsToldToWhoListens() throws Exception {
    try (var line = listen("")) {
      assertThat(line.next().type()).isEqualTo("hello");
      fleet.see("home", "draining", 0.02);
      assertThat(line.nextOf("home", "draining").type()).isEqualTo("gateway");
    }
  }

  @Test
  void whoComesBackWithTheLastIdIsToldWhatHappenedMeanwhile() throws Exception {
    String last;
    try (var line = listen("")) {
      fleet.see("home", "busy", 0.02);
      last = line.nextOf("home", "busy").id();
    }
    try (var witness = listen("")) {
      fleet.see("home", "stopped", 0.02);
      witness.nextOf("home", "stopped");
    }
    try (var line = listen(last)) {
      assertThat(line.next().type()).isEqualTo("hello");
      var missed = line.next();
      assertThat(missed.type()).isEqualTo("gateway");
      assertThat(missed.data().getString("status")).isEqualTo("stopped");
    }
  }

  @Test
  void anIdOfAnotherLifeOfTheAgentIsAnsweredByAReset() throws Exception {
    for (var strange : List.of("00000000-1", "nonsense", "00000000-999999999999999999")) {
      try (var line = listen(strange)) {
        assertThat(line.next().type()).isEqualTo("hello");
        var reset = line.next();
        assertThat(reset.type()).as(strange).isEqualTo("reset");
        assertThat(reset.data().getString("because")).contains("the agent began anew");
      }
    }
  }

  @Test
  void anIdThatWasNeverToldIsNotRepeatedButAnsweredByAReset() throws Exception {
    String life;
    try (var line = listen("")) {
      life = line.next().id().replaceFirst("-\\d+$", "");
    }
    for (var strange : List.of("-999999", "--1", "-99999999999999999999")) {
      try (var line = listen(life + strange)) {
        assertThat(line.next().id()).as(strange).doesNotEndWith(strange);
        assertThat(line.next().type()).as(strange).isEqualTo("reset");
      }
    }
  }

  private Line listen(String last) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(fleet.address() + "/api/v1/events"));
    if (!last.isEmpty()) request.header("Last-Event-ID", last);
    var client = HttpClient.newHttpClient();
    var body = client.send(request.build(), BodyHandlers.ofInputStream()).body();
    return new Line(
        client, new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
  }

  private record Told(String id, String type, JsonObject data) {}

  private record Line(HttpClient client, BufferedReader reader) implements AutoCloseable {
    Told next() throws Exception {
      return CompletableFuture.supplyAsync(this::read).get(20, TimeUnit.SECONDS);
    }

    Told nextOf(String name, String status) throws Exception {
      while (true) {
        var told = next();
        if (name.equals(told.data().getString("name"))
            && status.equals(told.data().getString("status"))) return told;
      }
    }

    private Told read() {
      try {
        var first = reader.readLine();
        var id =
            (first.startsWith("retry: ") ? reader.readLine() : first).substring("id: ".length());
        var type = reader.readLine().substring("event: ".length());
        var data = new JsonObject(reader.readLine().substring("data: ".length()));
        reader.readLine();
        return new Told(id, type, data);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
