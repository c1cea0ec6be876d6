package dev.lifeguard.remedy.step.config;

import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.step.Control;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;

/** Denies tools to all agents, beside those that are denied already. */
public final class ToolsDeny extends PatchStep {
  public ToolsDeny(Patching patching) {
    super("tools.deny", patching);
  }

  @Override
  String sentence(Scene scene) {
    return "Denies tools to all agents.";
  }

  @Override
  Patching.Wish wish(Scene scene, Control control, ConfigState state) {
    var denied = new LinkedHashSet<Object>(denied(state.document()));
    scene.step().words().stream().map(ToolsDeny::tool).forEach(denied::add);
    var tools = new JsonObject().put("deny", new JsonArray(List.copyOf(denied)));
    return new Patching.Wish(new JsonObject().put("tools", tools), said(scene.step().words()));
  }

  private static List<?> denied(JsonObject document) {
    return document.getValue("tools") instanceof JsonObject tools
            && tools.getValue("deny") instanceof JsonArray denied
        ? denied.getList()
        : List.of();
  }

  /** The gateway matches names of tools; {@code exec:*} would match nothing at all. */
  private static String tool(String written) {
    return written.endsWith(":*") ? written.substring(0, written.length() - 2) : written;
  }

  private static String said(List<String> written) {
    var mapped = written.stream().filter(tool -> !tool(tool).equals(tool)).toList();
    return mapped.isEmpty()
        ? ""
        : String.join(", ", mapped)
            + " matches nothing in OpenClaw; denied is "
            + String.join(", ", mapped.stream().map(ToolsDeny::tool).toList())
            + ".";
  }
}
