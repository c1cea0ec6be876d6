package dev.lifeguard.cli;

import dev.lifeguard.peer.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The commands read {@code ~/.ssh} and keep our device key: for a test, in a home of its own. The
 * process has one home only, so that the class must hold the lock on the system's properties.
 */
final class HomeFolder implements BeforeEachCallback, AfterEachCallback {
  private final String before = System.getProperty("user.home");
  private Folder folder;

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!AnnotationSupport.isAnnotated(context.getRequiredTestClass(), ResourceLock.class))
      throw new IllegalStateException("annotate with @ResourceLock(Resources.SYSTEM_PROPERTIES)");
    folder = new Folder("home");
    System.setProperty("user.home", folder.path().toString());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setProperty("user.home", before);
    folder.close();
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  Path write(String name, String text) {
    return folder.write(name, text);
  }

  /** A file that only we may read. */
  Path secret(String name, String text) {
    return mode(write(name, text), "rw-------");
  }

  static Path mode(Path file, String mode) {
    try {
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sshConfig(String... lines) {
    try {
      Files.createDirectories(folder.resolve(".ssh"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(".ssh/config", String.join("\n", lines) + "\n");
  }
}
