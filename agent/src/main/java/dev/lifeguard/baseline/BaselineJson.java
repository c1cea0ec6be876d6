package dev.lifeguard.baseline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A report as {@code lifeguard baseline --json} and the API give it. */
public final class BaselineJson {
  private BaselineJson() {}

  public static JsonObject of(BaselineReport report) {
    var findings = new JsonArray();
    report.findings().forEach(finding -> findings.add(of(finding)));
    var ages = new JsonArray();
    report.ages().forEach((gateway, age) -> ages.add(of(gateway, age)));
    return new JsonObject()
        .put("at", report.at())
        .put("findings", findings)
        .put("ages", ages)
        .put("notLooked", new JsonArray(report.notLooked()))
        .put("firewall", new JsonArray(report.firewall()));
  }

  private static JsonObject of(BaselineFinding finding) {
    var json =
        new JsonObject()
            .put("code", finding.check().code())
            .put("severity", finding.check().severity().code())
            .put("about", finding.about())
            .put("why", finding.check().why())
            .put("evidence", finding.evidence().seen())
            .put("fix", finding.evidence().fix())
            .put("fixable", finding.repair().isPresent());
    finding.gateway().ifPresent(gateway -> json.put("gateway", gateway));
    return json;
  }

  private static JsonObject of(String gateway, BaselineReport.Ages ages) {
    var json = new JsonObject().put("gateway", gateway);
    ages.key().ifPresent(age -> json.put("keyAgeSeconds", age.toSeconds()));
    ages.token().ifPresent(age -> json.put("tokenAgeSeconds", age.toSeconds()));
    return json;
  }
}
