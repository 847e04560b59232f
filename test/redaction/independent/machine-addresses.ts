/** Lists texts with addresses in the logs of networks, telephones and monitoring. */

import { createAddressSource } from "./address-template.js";
import { lines } from "./example-homes.js";
import type { Source } from "./source.js";

export const MACHINE_ADDRESSES: readonly Source[] = [
  createAddressSource(
    "WireGuard and OpenVPN",
    "https://www.wireguard.com/quickstart/",
    lines`
      Endpoint = {ip}:{port}
      Endpoint = {ipvbracket}:{port}
      remote {host} {port} udp
      TCP/UDP: Preserving recently used remote address: [AF_INET]{ip}:{port}
      peer: k⏎  endpoint: {ip}:{port}
      DNS = {ip}, {ip}
      Peer Connection Initiated with [AF_INET]{ip}:{port}
      push "dhcp-option DNS {ip}"
    `,
  ),
  createAddressSource(
    "Zones and leases",
    "https://www.rfc-editor.org/rfc/rfc1035",
    lines`
      www IN A {ip}
      k IN AAAA {ipv}
      @ 3600 IN MX 10 {host}.
      DHCPACK on {ip} to 00:00:5e:00:53:01 via eth0
      lease {ip} {⏎  binding state active;
      host k { fixed-address {ip}; }
      nameserver {ip}⏎search k
      query: {host} IN AAAA + ({ip})
    `,
  ),
  createAddressSource(
    "Telephony",
    "https://www.rfc-editor.org/rfc/rfc3261",
    lines`
      INVITE sip:71@{ip} SIP/2.0
      Contact: <sip:71@{ip}:{port}>
      tel:{phone}
      NOTICE[812]: Registration from 'k' failed for '{ip}:{port}' - Wrong password
      Via: SIP/2.0/UDP {host}:{port};branch=k
      Missed call from {phone} at 09:45
      a=candidate:1 1 udp 2130706431 {ip} {port} typ host
      to={phone} status=undelivered
    `,
  ),
  createAddressSource(
    "Windows networks",
    "https://learn.microsoft.com/en-us/windows/security/threat-protection/auditing/event-4624",
    lines`
      Source Network Address:	{ip}⏎	Source Port:	{port}
      Ping statistics for {ip}:
      Test-NetConnection {host} -Port {port}
      The RPC server is unavailable ({host}).
      mstsc /v:{ip}
      IPv4 Address. . . . : {ip}(Preferred)
      Enter-PSSession : Connecting to remote server {host} failed
      Default Gateway . . : {ip}
    `,
  ),
  createAddressSource(
    "Monitoring",
    "https://prometheus.io/docs/concepts/jobs_instances/",
    lines`
      up{instance="{host}:{port}",job="k"} 0
      targets: ['{ip}:{port}', '{host}:{port}']
      CRITICAL - Host {host} unreachable
      alert=Down instance={ip}:{port} for=5m
      PROBLEM Service Alert: {host}/disk is WARNING
      monitor k on {host} recovered
      zabbix agent item on host "{host}" failed: network error
      notify={mail} sent=1
    `,
  ),
  createAddressSource(
    "Attributes of network spans",
    "https://opentelemetry.io/docs/specs/semconv/registry/attributes/client/",
    lines`
      client.address={ip}
      server.address={host} server.port={port}
      network.peer.address: {ipv}
      {"key":"host.name","value":{"stringValue":"{host}"}}
      user.email={mail}
      span connect {host}:{port}
      source.address={ip},n=3
      enduser.id: {mail}
    `,
  ),
];
