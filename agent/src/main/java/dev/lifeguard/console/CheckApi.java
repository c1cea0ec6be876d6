package dev.lifeguard.console;

import dev.lifeguard.diagnosis.check.CheckBook;
import dev.lifeguard.diagnosis.check.CheckUpJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** The five-minute check, from what the agent knows already. */
public final class CheckApi {
  private final CheckBook book;

  public CheckApi(CheckBook book) {
    this.book = book;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read(
            "/api/v1/check",
            asked ->
                book.checkUps(asked.query("gateway").map(Set::of).orElse(Set.of()))
                    .map(
                        checkUps -> {
                          var list = new JsonArray();
                          checkUps.forEach(checkUp -> list.add(CheckUpJson.write(checkUp)));
                          return Reply.ok(new JsonObject().put("gateways", list));
                        })));
  }
}
