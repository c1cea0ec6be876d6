package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.far.ListenerTable;

/** What is run over there, in the runbook's order. Fixed text that only reads. */
enum FarCommand {
  PROCESS(
      "the gateway's process",
      "ps -eo pid,ppid,stat,etime,pcpu,rss,args 2>/dev/null | grep -i '[o]penclaw' | head -n 20"),
  SERVICE(
      "the service manager's word",
      "systemctl --user --no-pager --lines=8 status 'openclaw-gateway*' 2>&1 | head -n 40"),
  LISTENERS("who listens", ListenerTable.COMMAND),
  GATEWAY_LOG(
      "the end of the gateway's log",
      "f=$(ls -t /tmp/openclaw/openclaw*.log ~/.openclaw/logs/*.log 2>/dev/null | head -n 1);"
          + " [ -n \"$f\" ] && echo \"$f\" && tail -n 40 \"$f\""),
  VALIDATE(
      "the gateway's configuration",
      "command -v openclaw >/dev/null && timeout 5 openclaw config validate --json 2>&1 | head -c"
          + " 4000"),
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
      "ss -tin state established 2>/dev/null | grep -E 'retrans|segs_out' | head -n 40");

  private final String what;
  private final String line;

  FarCommand(String what, String line) {
    this.what = what;
    this.line = line;
  }

  String what() {
    return what;
  }

  String line() {
    return line;
  }
}
