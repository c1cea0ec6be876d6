package dev.lifeguard.probe.tcp;

import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.tcp.Dialled.Connected;
import dev.lifeguard.probe.tcp.Dialled.NotConnected;
import dev.lifeguard.probe.tcp.Dialled.Source;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One connection request, on one event loop. The connection is closed the moment it stands: by a
 * plain close, because a reset would be an error in the target's log at each look.
 */
final class Attempt extends ChannelInboundHandlerAdapter implements Probe.Look {
  private final Time time;
  private final InetSocketAddress address;
  private final Consumer<Dialled> answer;
  private final Channel channel;
  private final long begun;
  private boolean answered;

  private Attempt(Time time, InetSocketAddress address, Channel channel, Consumer<Dialled> answer) {
    this.time = time;
    this.address = address;
    this.channel = channel;
    this.answer = answer;
    this.begun = time.nanos();
  }

  /** Answers once, on the loop, which is the caller's own. */
  static Probe.Look begin(
      EventLoop loop, Time time, InetSocketAddress address, Consumer<Dialled> answer) {
    var channel = kernelMeasures(loop) ? new EpollSocketChannel() : new NioSocketChannel();
    var attempt = new Attempt(time, address, channel, answer);
    attempt.begin(loop);
    return attempt;
  }

  /** Whether connections on this loop know their round trip. */
  static boolean kernelMeasures(EventLoop loop) {
    return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
  }

  private void begin(EventLoop loop) {
    channel.config().setAutoRead(false); // what the target says is of no interest
    channel.config().setConnectTimeoutMillis(0); // the caller has a deadline
    channel.pipeline().addLast(this);
    loop.register(channel);
    channel
        .connect(address)
        .addListener(
            connecting -> {
              if (connecting.cause() != null)
                answer(ConnectFailure.of(address, connecting.cause()));
            });
  }

  /** Here and no later: a target that closes at once takes the kernel's figures with it. */
  @Override
  public void channelActive(ChannelHandlerContext context) {
    var wall = time.since(begun);
    var connected = connected(wall);
    channel.close();
    answer(connected);
  }

  private Connected connected(Duration wall) {
    if (!(channel instanceof EpollSocketChannel socket))
      return new Connected(address, wall, Source.USER, wall, 0);
    var kernel = socket.tcpInfo(new EpollTcpInfo());
    var retransmits = (int) kernel.totalRetrans();
    if (retransmits > 0 || kernel.rtt() == 0)
      return new Connected(address, wall, Source.USER, wall, retransmits);
    return new Connected(address, micros(kernel.rtt()), Source.KERNEL, wall, 0);
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }

  private void answer(Dialled dialled) {
    if (answered) return;
    answered = true;
    answer.accept(dialled);
  }

  @Override
  public void end() {
    answer(late(address));
    channel.close();
  }

  static Dialled late(InetSocketAddress address) {
    return new NotConnected(new Failure(Reason.CONNECT_TIMEOUT, address + ": no answer in time"));
  }
}
