package dev.lifeguard.peer;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The few HTTP words that fixtures need to ask a peer how it is. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Http() {}

  /** 0 when nobody answers. */
  static int status(URI uri) {
    try {
      return send(HttpRequest.newBuilder(uri)).statusCode();
    } catch (IOException nobody) {
      return 0;
    }
  }

  static String text(URI uri) {
    try {
      var answer = send(HttpRequest.newBuilder(uri));
      if (answer.statusCode() / 100 == 2) return answer.body();
      throw new AssertionError(uri + " answered " + answer.statusCode() + ": " + answer.body());
    } catch (IOException e) {
      throw new AssertionError(uri + " did not answer", e);
    }
  }

  static JsonObject json(URI uri) {
    return new JsonObject(text(uri));
  }

  static String post(URI uri, String json) {
    var request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    try {
      var answer = send(request);
      if (answer.statusCode() / 100 == 2) return answer.body();
      throw new AssertionError(uri + " answered " + answer.statusCode() + ": " + answer.body());
    } catch (IOException e) {
      throw new AssertionError(uri + " did not answer", e);
    }
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      var bounded = request.timeout(Duration.ofSeconds(10)).build();
      return CLIENT.send(bounded, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
