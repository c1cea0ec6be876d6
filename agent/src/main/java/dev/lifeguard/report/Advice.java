package dev.lifeguard.report;

import java.util.List;
import java.util.Set;

/**
 * What usually helps against something that was seen.
 *
 * @param seen codes of causes, reasons or alerts, any of which calls for it
 */
record Advice(Set<String> seen, Horizon horizon, String english, String chinese) {
  /** How soon it can be done. */
  enum Horizon {
    SHORT,
    MIDDLE,
    LONG
  }

  static final List<Advice> ALL =
      List.of(
          new Advice(
              Set.of("key_permission", "key_missing", "key_rejected", "key_encrypted"),
              Horizon.SHORT,
              "Put the key right (mode 0600, present, authorised on the far side) and test the"
                  + " login.",
              "修正密钥（权限 0600、文件存在、对端已授权）并测试登录。"),
          new Advice(
              Set.of("key_permission", "key_missing", "key_rejected"),
              Horizon.LONG,
              "Replace keys on a schedule, with ssh.new-key, before they are a surprise.",
              "定期用 ssh.new-key 轮换密钥，避免突发失效。"),
          new Advice(
              Set.of("host_key_changed", "host_key_unknown", "host_key_revoked"),
              Horizon.SHORT,
              "Compare the fingerprint on the host's own console before anything is accepted.",
              "先在主机控制台核对指纹，再接受新主机密钥。"),
          new Advice(
              Set.of("penalised", "no_banner"),
              Horizon.MIDDLE,
              "Find who dials that sshd so often; exempt the agent in PerSourcePenaltyExemptList.",
              "查明频繁连接该 sshd 的来源；在 PerSourcePenaltyExemptList 中豁免本代理。"),
          new Advice(
              Set.of("keepalive_lost", "packet_loss", "tunnel_flapping", "slow_path"),
              Horizon.MIDDLE,
              "Give the gateway a second path (paths:) or a standby session (standby: true).",
              "为网关配置第二条路径（paths:）或备用会话（standby: true）。"),
          new Advice(
              Set.of("tunnel_flapping", "flapping_idle_cut"),
              Horizon.SHORT,
              "Compare the ages at which sessions die: a constant age speaks of a firewall's idle"
                  + " cut.",
              "对比会话断开时的存活时长：时长固定说明是防火墙空闲切断。"),
          new Advice(
              Set.of("remote_port_wrong"),
              Horizon.SHORT,
              "Let the forward's remote port be the one on which the gateway listens.",
              "让转发的远端端口与网关监听端口一致。"),
          new Advice(
              Set.of("port_taken", "impostor", "remote_port_squatted"),
              Horizon.MIDDLE,
              "Keep the tunnel's local port out of the ephemeral range and free of other programs.",
              "本地端口避开临时端口范围，且不被其他程序占用。"),
          new Advice(
              Set.of(
                  "host_alias_drift",
                  "duplicate_host_alias",
                  "setting_shadowed",
                  "jump_alias_missing",
                  "jump_alias_case",
                  "ssh_config_invalid",
                  "host_empty"),
              Horizon.MIDDLE,
              "Run lifeguard lint before changes of ~/.ssh/config are taken over (pre-commit"
                  + " hook).",
              "修改 ~/.ssh/config 前用 lifeguard lint 检查（pre-commit 钩子）。"),
          new Advice(
              Set.of("auth_rejected", "auth_changed", "credential_missing"),
              Horizon.SHORT,
              "Bring the agent's token and the gateway's together; keep it in a file of mode 0600.",
              "使代理与网关的令牌一致，并保存在权限 0600 的文件中。"),
          new Advice(
              Set.of("config_rejected", "config_drift", "config_not_applied"),
              Horizon.MIDDLE,
              "Check the configuration before the gateway is restarted: openclaw config validate.",
              "重启网关前先校验配置：openclaw config validate。"),
          new Advice(
              Set.of("gateway_stopped", "gateway_down"),
              Horizon.MIDDLE,
              "Let one supervisor own the gateway's restarts (systemd user unit), and see why it"
                  + " ended.",
              "让单一监督者负责网关重启（systemd 用户单元），并查明退出原因。"),
          new Advice(
              Set.of("overload_cpu", "overload_memory", "overload_event_loop", "high_latency"),
              Horizon.LONG,
              "Give the gateway's machine room: fewer parallel runs, more CPU or memory.",
              "为网关主机预留余量：减少并行任务，增加 CPU 或内存。"),
          new Advice(
              Set.of("channel_blocked", "channel_silent", "channel_disconnected"),
              Horizon.SHORT,
              "Check the channel's credentials with its provider, then restart the channel.",
              "在服务商处核对渠道凭证，然后重启该渠道。"),
          new Advice(
              Set.of(
                  "provider_unreachable",
                  "provider_unauthorized",
                  "provider_rate_limited",
                  "provider_unavailable"),
              Horizon.MIDDLE,
              "Name a fallback model (agents.defaults.model.fallbacks) of another provider.",
              "配置其他服务商的备用模型（agents.defaults.model.fallbacks）。"),
          new Advice(
              Set.of("unresolved", "dns_down"),
              Horizon.MIDDLE,
              "Give the agent a second resolver, or an address that needs none.",
              "为代理配置第二个 DNS 解析器，或直接使用 IP 地址。"));
}
