package dev.lifeguard.rule;

import dev.lifeguard.config.Origin;
import java.util.Optional;

/**
 * One layer of the path to a gateway, from the outside in.
 *
 * @param check holds when the layer is well
 * @param settled holds when it has been well for long enough; none: at once
 */
public record Layer(String name, Condition check, Optional<Condition> settled, Origin origin) {}
