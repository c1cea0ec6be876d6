package dev.lifeguard.diagnosis.far;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshReceiver;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks whoever answers on a channel whether it is a gateway. Heard on the session's thread. */
final class HealthPage implements SshReceiver {
  private static final int LIMIT = 16_384;

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final CountDownLatch over = new CountDownLatch(1);

  byte[] request() {
    return "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Waits for the answer. */
  boolean isGateway(Duration patience) throws InterruptedException {
    if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) return false;
    synchronized (heard) {
      var text = heard.toString(StandardCharsets.ISO_8859_1);
      return text.startsWith("HTTP/1.") && text.contains("\"status\":\"live\"");
    }
  }

  @Override
  public void data(SshChannel channel, ByteBuffer bytes) {
    var count = bytes.remaining();
    var copy = new byte[count];
    bytes.get(copy);
    synchronized (heard) {
      heard.write(copy, 0, Math.min(count, Math.max(0, LIMIT - heard.size())));
      if (heard.toString(StandardCharsets.ISO_8859_1).contains("\"status\":\"live\""))
        over.countDown();
    }
    channel.consumed(count);
  }

  @Override
  public void eof(SshChannel channel) {
    over.countDown();
  }

  @Override
  public void closed(SshChannel channel, Failure why) {
    over.countDown();
  }
}
