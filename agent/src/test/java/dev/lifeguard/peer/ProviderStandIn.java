package dev.lifeguard.peer;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for a model provider, speaking OpenAI's dialect and Ollama's on one port, and failing
 * in the ways providers fail.
 */
public final class ProviderStandIn implements AutoCloseable {
  public static final String KEY = "sk-stand-in";
  public static final String MODEL = "stub-1";

  private final StandInServer server = new StandInServer(this::handle);
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  public int port() {
    return server.port();
  }

  public String openAiUrl() {
    return root() + "/v1";
  }

  public String ollamaUrl() {
    return root();
  }

  /** {@code models} and the default model of a gateway that knows this one as stub and ollama. */
  public JsonObject gatewayConfig() {
    var model =
        new JsonObject()
            .put("id", MODEL)
            .put("name", "Stub 1")
            .put("contextWindow", 32000)
            .put("maxTokens", 1024);
    var stub =
        new JsonObject()
            .put("baseUrl", openAiUrl())
            .put("apiKey", KEY)
            .put("api", "openai-completions")
            .put("models", new JsonArray().add(model));
    var ollama =
        new JsonObject()
            .put("baseUrl", ollamaUrl())
            .put("apiKey", "ollama-local")
            .put("models", new JsonArray());
    var providers = new JsonObject().put("stub", stub).put("ollama", ollama);
    var primary = new JsonObject().put("model", new JsonObject().put("primary", "stub/" + MODEL));
    return new JsonObject()
        .put("models", new JsonObject().put("providers", providers))
        .put("agents", new JsonObject().put("defaults", primary));
  }

  /** All is well, after whatever was before. */
  public void ok() {
    status = 200;
    server.goOn();
    server.start();
  }

  public void unauthorized() {
    status = 401;
  }

  public void rateLimited() {
    status = 429;
  }

  public void broken() {
    status = 500;
  }

  /** Requests are taken and not answered. */
  public void hang() {
    server.hang();
  }

  /** Whether a model call waits for its answer now. */
  public boolean holdsACall() {
    return server.held().stream().anyMatch(path -> path.endsWith("/chat/completions"));
  }

  /** Nothing listens any more. */
  public void refuse() {
    server.stop();
  }

  /** The paths that were asked for, oldest first. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private String root() {
    return "http://127.0.0.1:" + port();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    calls.add(path);
    var body = StandInServer.body(exchange);
    if (status != 200) fail(exchange);
    else if (path.endsWith("/chat/completions") && body.getBoolean("stream", false))
      stream(exchange);
    else StandInServer.answer(exchange, 200, answer(path));
  }

  private void fail(HttpExchange exchange) throws IOException {
    if (status == 429) exchange.getResponseHeaders().set("Retry-After", "7");
    var error =
        new JsonObject().put("message", "stand-in answers " + status).put("type", "stand_in_error");
    StandInServer.answer(exchange, status, new JsonObject().put("error", error));
  }

  private static JsonObject answer(String path) {
    return switch (path) {
      case "/v1/models" ->
          new JsonObject()
              .put("object", "list")
              .put(
                  "data",
                  new JsonArray().add(new JsonObject().put("id", MODEL).put("object", "model")));
      case "/v1/chat/completions" -> completion("chat.completion", "message").put("usage", usage());
      case "/api/tags" ->
          new JsonObject()
              .put(
                  "models",
                  new JsonArray()
                      .add(
                          new JsonObject()
                              .put("name", "stub:latest")
                              .put("model", "stub:latest")
                              .put("size", 1)));
      case "/api/show" ->
          new JsonObject()
              .put("details", new JsonObject().put("family", "stub"))
              .put("model_info", new JsonObject())
              .put("capabilities", new JsonArray().add("completion"));
      case "/api/version" -> new JsonObject().put("version", "0.12.0");
      case "/api/chat" ->
          new JsonObject()
              .put("model", "stub:latest")
              .put("message", new JsonObject().put("role", "assistant").put("content", "Fine."))
              .put("done", true);
      default -> new JsonObject();
    };
  }

  private static void stream(HttpExchange exchange) throws IOException {
    var chunk = completion("chat.completion.chunk", "delta").encode();
    StandInServer.answer(
        exchange, 200, "text/event-stream", "data: " + chunk + "\n\ndata: [DONE]\n\n");
  }

  private static JsonObject completion(String object, String part) {
    var words = new JsonObject().put("role", "assistant").put("content", "Fine.");
    var choice = new JsonObject().put("index", 0).put(part, words).put("finish_reason", "stop");
    return new JsonObject()
        .put("id", "stub")
        .put("object", object)
        .put("created", 1_795_000_000)
        .put("model", MODEL)
        .put("choices", new JsonArray().add(choice));
  }

  private static JsonObject usage() {
    return new JsonObject()
        .put("prompt_tokens", 1)
        .put("completion_tokens", 1)
        .put("total_tokens", 2);
  }

  @Override
  public void close() {
    server.close();
  }
}
