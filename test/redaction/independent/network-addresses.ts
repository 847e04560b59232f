/** Lists texts with hosts, IP addresses and phones, by the program, the notation or the habit that writes them. */

import { createAddressSource } from "./address-template.js";
import { lines } from "./example-homes.js";
import type { Source } from "./source.js";

export const NETWORK_ADDRESSES: readonly Source[] = [
  createAddressSource(
    "Python and Java network errors",
    "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/UnknownHostException.html",
    lines`
      HTTPSConnectionPool(host='{host}', port={port}): Max retries exceeded
      java.net.UnknownHostException: {host}: Name or service not known
      java.net.ConnectException: Connection refused: {host}/{ip}:{port}
      dial tcp {ip}:{port}: connect: connection refused
      dial tcp: lookup {host} on {ip}:53: no such host
      OSError: [Errno 113] Connect call failed ('{ip}', {port})
      No connection could be made because it refused. ({host}:{port})
      dial tcp {ipvbracket}:{port}: i/o timeout
    `,
  ),
  createAddressSource(
    "Access logs",
    "https://httpd.apache.org/docs/current/logs.html",
    lines`
      {ip} - - [11/May/2024:09:45:00 +0200] "GET / HTTP/1.1" 200 812
      {ipv} - jo [11/May/2024:09:45:00 +0200] "POST /cart HTTP/2" 302 0
      [error] 71#71: *3 upstream timed out, client: {ip}, server: _, upstream: "http://{ip}:{port}/"
      X-Forwarded-For: {ip}, {ip}
      remote_addr={ip} status=200
      Forwarded: for="{ipvbracket}";proto=https
      {"client_ip":"{ip}","method":"GET"}
    `,
  ),
  createAddressSource(
    "IPv6 in texts",
    "https://www.rfc-editor.org/rfc/rfc5952",
    lines`
      listening on {ipvbracket}:{port}
      http://{ipvbracket}:{port}/health
      inet6 {ipv} prefixlen 64
      ping6: {ipv}: Network is unreachable
      peer {ipv} went away.
      AAAA {ipv}
      {"ip":"{ipv}"}
      route {ipv}/64 via {ipv}
    `,
  ),
  createAddressSource(
    "Network tools",
    "https://www.man7.org/linux/man-pages/man8/ping.8.html",
    lines`
      PING {host} ({ip}) 56(84) bytes of data.
      64 bytes from {host} ({ip}): icmp_seq=1 ttl=64 time=0.4 ms
      From {ip} icmp_seq=3 Destination Host Unreachable
      ** server can't find {host}: NXDOMAIN
       3  {host} ({ip})  12.1 ms  11.9 ms
      tcp 0 0 {ip}:50514 {ip}:{port} ESTABLISHED
      inet {ip} mtu 1500
      nc -vz {host} {port}
      Server: {ip}
    `,
  ),
  createAddressSource(
    "Firewalls and bans",
    "https://www.netfilter.org/documentation/",
    lines`
      kernel: [UFW BLOCK] IN=eth0 SRC={ip} DST={ip} PROTO=TCP DPT={port}
      fail2ban.actions: NOTICE [sshd] Ban {ip}
      allow from {ip}/24
      Failed password for root from {ip} port 50514 ssh2
      -A INPUT -s {ip} -j DROP
      deny {ip};
      blocked {ipv} for 600 s
    `,
  ),
  createAddressSource(
    "Hosts in settings",
    "https://12factor.net/config",
    lines`
      DB_HOST={host}
      server: {host}:{port}
      {"host":"{host}","port":{port}}
      brokers = ["{host}:{port}", "{host}:{port}"]
      proxy_pass http://{host}:{port};
      {ip}	{host}
      nameserver {ip}
      upstream k { server {ip}:{port}; }
      url = "https://{host}/"
      --bind {ip}:{port}
      smtp_relay: '{host}'
    `,
  ),
  createAddressSource(
    "Containers and clusters",
    "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
    lines`
      Unable to connect to the server: dial tcp: lookup {host}: no such host
      Readiness probe failed: Get "http://{ip}:{port}/ready": refused
      node {host} is NotReady
      pulling from {host}:{port}/k: not found
      Error response from daemon: Get "https://{host}/v2/": timeout
      k-0   1/1   Running   0   3d   {ip}   {host}
      docker -H tcp://{ip}:{port} ps
      The connection to the server {ip}:{port} was refused - right host or port?
    `,
  ),
  createAddressSource(
    "Hosts and IP addresses in sentences",
    "https://en.wikipedia.org/wiki/Hostname",
    lines`
      The machine {host} is down.
      I can reach {ip}, but not {ip}.
      Is {host} behind the proxy?
      Der Server {host} antwortet nicht (IP {ip}).
      We use {host}:{port} for tests.
      Le serveur « {host} » ne répond pas.
      my IP is {ip}!
      connected to “{host}”
    `,
  ),
  createAddressSource(
    "International phones",
    "https://www.itu.int/rec/T-REC-E.164",
    lines`
      Call me at {phone}.
      Tel.: {phone}
      phone: "{phone}"
      {"phone":"{phone}"}
      SMS to {phone} failed: unreachable
      Ruf mich an: {phone} (abends)
      WhatsApp {phone}, thanks
      TEL;TYPE=CELL:{phone}
    `,
  ),
  createAddressSource(
    "National phones with a label",
    "https://www.itu.int/rec/T-REC-E.123",
    lines`
      Phone: {nationalphone}
      Tel. {nationalphone}
      my phone number is {nationalphone}.
      Telefon: {nationalphone}, Büro
      Mobile: {nationalphone}
      call {nationalphone} after lunch
      Téléphone : {nationalphone}
      fax={nationalphone}
    `,
  ),
  createAddressSource(
    "Contacts",
    "https://www.rfc-editor.org/rfc/rfc6350",
    lines`
      EMAIL;TYPE=work:{mail}
      EMAIL:{mail}⏎TEL:{phone}
      Jo M., {mail}, {phone}
      name,mail,phone⏎Jo,{mail},{phone}
      Jo M. | {phone} | {mail}
      <tr><td>Jo</td><td>{mail}</td></tr>
      --⏎Jo M.⏎T {phone}⏎E {mail}
    `,
  ),
];
