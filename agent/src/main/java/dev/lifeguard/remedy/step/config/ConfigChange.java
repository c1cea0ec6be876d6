package dev.lifeguard.remedy.step.config;

import io.vertx.core.json.JsonObject;

/**
 * A change that a run makes, with its way back.
 *
 * @param undo the patch that takes it back
 * @param redo what the undo must find in its places: else somebody changed them since
 */
record ConfigChange(JsonObject patch, JsonObject undo, JsonObject redo) {
  static ConfigChange of(JsonObject document, JsonObject patch) {
    var undo = MergePatch.inverse(document, patch);
    return new ConfigChange(
        patch, undo, MergePatch.inverse(MergePatch.applied(document, patch), undo));
  }

  /** Whether it stands in the document exactly as it was made. */
  boolean standsIn(JsonObject document) {
    return MergePatch.inverse(document, undo).equals(redo);
  }

  /** Whether it is not, or no longer, there. */
  boolean absentFrom(JsonObject document) {
    return MergePatch.holds(document, undo);
  }
}
