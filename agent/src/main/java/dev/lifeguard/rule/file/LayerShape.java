package dev.lifeguard.rule.file;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.rule.Vocabulary;
import java.util.function.Function;

/** One layer of the path as written. */
final class LayerShape {
  private LayerShape() {}

  static Shape<Layer> of(Vocabulary vocabulary) {
    return Shapes.object(
        "a layer such as {name: network, check: tcp_latency <= 150ms}", f -> define(f, vocabulary));
  }

  private static Function<Values, Layer> define(Fields f, Vocabulary vocabulary) {
    var name = f.required("name", Shapes.name(), "its name");
    var check = f.required("check", ConditionShape.of(vocabulary), "holds when it is well");
    var settled =
        f.maybe("settled", ConditionShape.of(vocabulary), "holds when it has been for long enough");
    return v -> new Layer(v.of(name), v.of(check), v.of(settled), v.here().node().origin());
  }
}
