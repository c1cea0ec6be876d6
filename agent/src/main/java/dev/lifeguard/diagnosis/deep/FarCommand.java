package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.far.ListenerTable;

/**
 * What is run over there, in the runbook's order. Fixed text of ours that only reads; the gateway's
 * port is the one thing that is filled in, and it is a number.
 */
enum FarCommand {
  PROCESS(
      "the gateway's process",
      "{ ps -eo pid,ppid,stat,etime,pcpu,rss,args 2>/dev/null || ps -o"
          + " pid,ppid,stat,etime,vsz,rss,args 2>/dev/null; } | cut -c1-240 | grep -iE '^ *PID"
          + "|[o]penclaw' | head -n 20"),
  SERVICE(
      "the service manager's word",
      "systemctl --user --no-pager --lines=8 status 'openclaw-gateway*' 2>&1 | cut -c1-240 | head"
          + " -n 40"),
  LISTENERS("who listens", ListenerTable.COMMAND),
  GATEWAY_LOG(
      "the end of the gateway's log",
      "p=$(ss -Hltnp 'sport = :@PORT' 2>/dev/null | sed -n 's/.*pid=\\([0-9]*\\).*/\\1/p' | head -n"
          + " 1); f=$(ls -l /proc/${p:-none}/fd 2>/dev/null | sed -n 's/.* ->"
          + " \\(.*\\.log\\)$/\\1/p' | head -n 1); [ -n \"$f\" ] || f=$(ls -t"
          + " /tmp/openclaw/openclaw*.log ~/.openclaw/logs/*.log 2>/dev/null | head -n 1); [ -n"
          + " \"$f\" ] && echo \"$f\" && tail -n 40 \"$f\""),
  VALIDATE(
      "the gateway's configuration",
      "if command -v openclaw >/dev/null; then timeout 5 openclaw config validate --json 2>&1 |"
          + " head -c 4000; else echo 'no openclaw program on the PATH of this login'; fi"),
  LOGINS("who logged in", "who; last -n 10 2>/dev/null | head -n 10"),
  SSHD_LOG(
      "sshd's log",
      "journalctl -q --no-pager -n 200 -u ssh -u sshd 2>/dev/null || tail -n 200 /var/log/auth.log"
          + " 2>/dev/null || tail -n 200 /var/log/secure 2>/dev/null"),
  SSHD_CONFIG(
      "sshd's effective configuration",
      "sshd -T 2>/dev/null | grep -iE"
          + " '^(allowusers|denyusers|allowgroups|permitrootlogin|allowtcpforwarding|permitopen"
          + "|maxstartups|persourcepenalties|maxsessions|clientaliveinterval|usedns|listenaddress)'"),
  LOAD(
      "the load of the host",
      "cat /proc/loadavg; nproc; grep -E '^(MemTotal|MemAvailable)' /proc/meminfo"),
  RETRANSMITS(
      "segments sent again",
      "ss -tin state established 2>/dev/null | grep -oE 'retrans:[0-9]+/[0-9]+|segs_out:[0-9]+' |"
          + " head -n 400 | tr '\\n"
          + "' ' '"),
  PACKETS(
      "packets to the gateway's port, for three seconds",
      "if command -v tcpdump >/dev/null; then timeout 3 tcpdump -i any -nn -q -c 30 'tcp port"
          + " @PORT' 2>&1 | cut -c1-160 | tail -n 34; else echo 'no tcpdump there'; fi");

  private final String what;
  private final String line;

  FarCommand(String what, String line) {
    this.what = what;
    this.line = line;
  }

  String what() {
    return what;
  }

  /** For a gateway on that port. */
  String line(int port) {
    return line.replace("@PORT", Integer.toString(port));
  }
}
