package dev.lifeguard.app;

import dev.lifeguard.alert.MaintenanceSettings;
import dev.lifeguard.alert.MaintenanceShape;
import dev.lifeguard.app.AgentSettings.Own;
import dev.lifeguard.app.AgentSettings.ReloadMode;
import dev.lifeguard.config.Definitions;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.remedy.RemedyShape;
import dev.lifeguard.rule.Vocabulary;
import dev.lifeguard.rule.file.RuleFile;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** The main file as written. */
public final class AgentShape {
  private static final Vocabulary VOCABULARY = Vocabulary.of(Fact.values());
  private static final Shape<AgentSettings> SHAPE =
      Shapes.object("a configuration with gateways", AgentShape::define);

  private AgentShape() {}

  public static Shape<AgentSettings> shape() {
    return SHAPE;
  }

  /** For editors. */
  public static JsonObject schema() {
    return Definitions.schema(
        "https://lifeguard.dev/schema/lifeguard.json", "Lifeguard's configuration", SHAPE);
  }

  private static Function<Values, AgentSettings> define(Fields f) {
    var own = f.optional("agent", own(), "{}", "the agent itself");
    f.optional("defaults", defaults(), "{}", "what every gateway gets unless it says otherwise");
    var gateways =
        f.required(
            "gateways",
            Shapes.list(GatewayShape.shape())
                .unique("name", WatchedGateway::name)
                .across(LocalPorts::lookAt)
                .check(AgentShape::notEmpty),
            "what is watched");
    var rules =
        f.optional(
            "rules",
            RuleFile.all(VOCABULARY),
            Shipped.RULES,
            "files, relative to this one; globs and shipped:NAME too");
    var remedies =
        f.optional(
            "remedies",
            Shapes.included(RemedyShape.file(VOCABULARY.withCauses(Cause.codes())))
                .as(files -> files.stream().flatMap(List::stream).toList()),
            Shipped.REMEDIES,
            "files, relative to this one; globs and shipped:NAME too");
    var notify = f.optional("notify", NotifyShape.shape(), "{}", "who is told");
    var maintenance =
        f.optional(
            "maintenance",
            Shapes.list(MaintenanceShape.shape()).unique("name", MaintenanceSettings::name),
            "[]",
            "when work is expected");
    f.check(v -> lookAtMaintenance(v.of(maintenance), v.at(maintenance), v.of(gateways)));
    f.check(v -> Receivers.lookAt(v.of(rules), v.of(notify), v.here()));
    f.check(v -> GatewayWays.lookAt(v.of(notify), v.at(notify), v.of(gateways)));
    f.check(v -> GatewayWays.lookAt(v.of(rules), v.of(notify), v.here()));
    f.check(v -> Triggers.lookAt(v.of(remedies), v.of(rules), v.here()));
    return v ->
        new AgentSettings(
            v.of(own),
            v.of(gateways),
            v.of(rules),
            v.of(remedies),
            v.of(notify),
            v.of(maintenance));
  }

  private static Shape<Own> own() {
    return Shapes.object(
        "a mapping such as {listen: 127.0.0.1:9789}",
        f -> {
          var listen =
              f.optional(
                  "listen", Shapes.hostPort(), "127.0.0.1:9789", "for metrics, API and console");
          var token = f.secret("token", "opens the API; a must once `listen` is not loopback");
          var dataDir =
              f.optional("data-dir", Shapes.path(), "~/.local/state/lifeguard", "what survives");
          var reload =
              f.optional(
                  "reload", Shapes.word(ReloadMode.class), "hybrid", "what a changed file does");
          f.check(v -> lookAtListen(v.of(listen), v.of(token), v.at(listen)));
          return v -> new Own(v.of(listen), v.of(token), v.of(dataDir), v.of(reload));
        });
  }

  private static void lookAtListen(HostPort listen, SecretSource token, Place place) {
    var open =
        switch (token) {
          case SecretSource.None _, SecretSource.Unset _ -> true;
          case SecretSource.Given _, SecretSource.InFile _, SecretSource.InJson _ -> false;
        };
    if (open && !listen.isLoopback())
      place.refuse(
          listen + " is open to the network, and no agent.token protects it",
          "give agent.token, or listen on 127.0.0.1:" + listen.port());
  }

  /** What it says is put under each gateway before the gateways are read: see Inheritance. */
  private static Shape<Boolean> defaults() {
    return Shapes.object(
        "a mapping with probes",
        f -> {
          f.optional("probes", GatewayShape.probes(), "{}", "how often each kind of probe looks");
          return _ -> true;
        });
  }

  private static void notEmpty(List<WatchedGateway> gateways, Place place) {
    if (gateways.isEmpty()) place.refuse("is empty", "name at least one gateway");
  }

  private static void lookAtMaintenance(
      List<MaintenanceSettings> windows, Place place, List<WatchedGateway> gateways) {
    for (int i = 0; i < windows.size(); i++) {
      var window = windows.get(i);
      if (gateways.stream().noneMatch(gateway -> window.covers(gateway.labels())))
        place.under(i).under("gateways").warn("no gateway has the labels " + window.gateways(), "");
    }
  }
}
