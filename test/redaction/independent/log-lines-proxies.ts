/** Contains ordinary lines as proxies log them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const LOG_LINES_PROXIES: readonly Source[] = [
  {
    name: "HAProxy",
    described: "HAProxy management guide and configuration manual, logging",
    texts: ordinary(
      "line",
      lines`
      Proxy www started.
      Server app/web2 is DOWN, reason: Layer4 timeout, check duration: 2001ms. 1 active and 0 backup servers left.
      Server app/web2 is UP, reason: Layer7 check passed, code: 200, check duration: 12ms.
      backend app has no server available!
      Proxy stats stopped (cumulated conns: FE: 812, BE: 0).
      [NOTICE]   (1) : New worker (8) forked
      [NOTICE]   (1) : Loading success.
      [WARNING]  (8) : config : missing timeouts for frontend 'www'.
      [ALERT]    (1) : config : parsing [haproxy.cfg:31] : unknown keyword 'blance' in 'backend' section
      [ALERT]    (1) : Fatal errors found in configuration.
      [WARNING]  (8) : Exiting Master process...
      www app/web1 0/0/3/41/44 200 1534 - - ---- 12/12/3/1/0 0/0
      www app/<NOSRV> 0/-1/-1/-1/3001 503 217 - - SC-- 2/2/0/0/0 0/0
      www~ www/<NOSRV> -1/-1/-1/-1/10001 408 212 - - cR-- 1/1/0/0/0 0/0
      termination state PR: the proxy blocked the client's HTTP request
      Health check for server app/web3 failed, reason: Layer6 invalid response, info: "SSL handshake failure"
      Pausing frontend www.
      Stopping backend app in 0 ms.
      maxconn 2000 reached on frontend www
      stick-table users: size 100000, used 4311
      tune.ssl.default-dh-param is not set, using 2048
      Setting tune.bufsize to 16384
      cache: 12 objects, 3.1 MB
      peers: session re-established
      Reexecuting Master process
      Server app/web1 is going DOWN for maintenance.
      Server app/web1 is READY (leaving forced drain).
      Connect from unknown protocol to frontend stats
      unable to load SSL certificate: key values mismatch
      agent-check returned "drain 50%"
    `,
    ),
  },
  {
    name: "Envoy and Istio",
    described: "Envoy documentation, access logging and response flags",
    texts: ordinary(
      "line",
      lines`
      [2024-03-04 08:12:45.104][1][info][main] initializing epoch 0 (base id=0, hot restart version=11.104)
      [2024-03-04 08:12:45.118][1][info][config] loading tracing configuration
      [2024-03-04 08:12:45.201][1][warning][main] there is no configured limit to the number of allowed active connections
      [2024-03-04 08:12:46.009][1][info][upstream] cm init: all clusters initialized
      [2024-03-04 08:12:46.011][1][info][main] all dependencies initialized. starting workers
      [2024-03-04 08:13:10.774][18][debug][http] [C41][S7713] request end stream
      [2024-03-04 08:13:10.790][18][debug][router] [C41][S7713] upstream headers complete: end_stream=false
      [2024-03-04 08:14:02.315][1][warning][config] StreamAggregatedResources gRPC config stream closed: 14, upstream connect error
      upstream connect error or disconnect/reset before headers. reset reason: connection termination
      no healthy upstream
      no_route_found
      response_flags=UF,URX
      response_code_details=via_upstream
      upstream_reset_before_response_started{connection_timeout}
      filter_chain_not_found
      ext_authz_denied
      rbac_access_denied_matched_policy[none]
      jwt_authn_access_denied{Jwt_is_missing}
      route_timeout: 15s
      outlier detection ejected 1 of 3 hosts
      circuit breaker open: pending requests overflow
      x-envoy-overloaded: true
      Envoy proxy is ready
      info	ads	Full push, new service shop
      info	xdsproxy	connected to upstream XDS server
      warn	ca	authentication failed, retrying in 400ms
      error	validation	virtual service has no hosts
      info	SDS: PUSH for node:web-0 resources:1 size:1.1kB
      draining listeners, 5s left
      hot restart: parent 0 has shut down
    `,
    ),
  },
  {
    name: "Caddy and Traefik",
    described: "Caddy documentation, logging; Traefik documentation, logs",
    texts: ordinary(
      "line",
      lines`
      {"level":"info","ts":1709540000.12,"msg":"using adjacent Caddyfile"}
      {"level":"info","ts":1709540000.31,"logger":"tls","msg":"cleaning storage unit"}
      {"level":"warn","ts":1709540000.4,"msg":"Caddyfile input is not formatted; run 'caddy fmt --overwrite' to fix inconsistencies"}
      {"level":"info","logger":"http","msg":"enabling HTTP/3 listener"}
      {"level":"error","logger":"http.log.error","msg":"dial timeout","status":502,"duration":3.0012}
      {"level":"info","msg":"serving initial configuration"}
      {"level":"info","logger":"tls.obtain","msg":"lock acquired"}
      {"level":"error","logger":"tls.obtain","msg":"will retry","attempt":3,"retrying_in":120}
      {"level":"info","msg":"shutting down apps, then terminating","signal":"SIGTERM"}
      time="2024-03-04T08:13:20Z" level=info msg="Configuration loaded from flags."
      time="2024-03-04T08:13:20Z" level=info msg="Traefik version 2.11.0 built on 2024-02-12T15:21:37Z"
      time="2024-03-04T08:13:21Z" level=error msg="middleware \"auth\" does not exist" entryPointName=web
      time="2024-03-04T08:13:21Z" level=warning msg="No domain found in rule, the TLS options applied for this router will depend on the SNI"
      2024-03-04T08:13:22Z INF Starting provider aggregator aggregator.ProviderAggregator
      2024-03-04T08:13:22Z ERR Router uses a non-existent certificate resolver resolver=le
      2024-03-04T08:13:24Z DBG Serving default certificate for request
      502 Bad Gateway caused by: EOF
      499 Client Closed Request caused by: context canceled
      Skipping same configuration providerName=docker
      service "shop" error: port is missing
      Error: adapting config using caddyfile: unrecognized directive: revers_proxy
      parsing caddyfile tokens for 'basic_auth': username and password cannot be empty or missing
      caddy.HTTPTransport.ReadTimeout must be positive
      admin endpoint disabled
      module not registered: http.handlers.rate_limit
      forwardAuth: calling auth server failed with 401
      stopping provider *file.Provider
      Creating load-balancer with strategy wrr
      retry attempt 2, request will be sent again
      health check OK, restoring backend
    `,
    ),
  },
];
