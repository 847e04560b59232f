/** Contains ordinary values as protocols, browsers and command lines report them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const SDK_VALUES_PROTOCOLS: readonly Source[] = [
  {
    name: "gRPC and Connect",
    described: "gRPC documentation, status codes; Connect protocol reference",
    texts: ordinary(
      "value",
      lines`
      grpc-status: 14
      code=DEADLINE_EXCEEDED
      UNAVAILABLE
      grpc-timeout: 20S
      rpc.method=GetOrder
      shop.v1.OrderService/List
      grpc-encoding=gzip
      application/grpc+proto
      {"code":"invalid_argument","details":[]}
      connect-protocol-version: 1
      compression=identity
      keepalive_time_ms=10000
      GOAWAY
      ENHANCE_YOUR_CALM
      RST_STREAM code=8
      trailers-only
      channel_state: TRANSIENT_FAILURE
      retry_pushback_ms=400
      wait_for_ready=false
      max_message_size: 4194304
      stream=bidi
      unary
      INTERNAL: failed to parse message
      UNIMPLEMENTED
      @grpc/grpc-js 1.10.1
      proto3
      reflection=v1alpha
      health: SERVING
      hedging=off
      lb_policy: round_robin
    `,
    ),
  },
  {
    name: "GraphQL",
    described: "GraphQL specification and Apollo Server documentation, error codes",
    texts: ordinary(
      "value",
      lines`
      GRAPHQL_VALIDATION_FAILED
      PERSISTED_QUERY_NOT_FOUND
      operationName=GetCart
      extensions.code: BAD_USER_INPUT
      query GetCart
      mutation SignIn
      {"path":["cart","items",0,"price"]}
      __typename=Order
      fieldName: totalPrice
      complexity=312
      depth: 9
      IntrospectionQuery
      subscription.onOrderChanged
      fetchPolicy=cache-and-network
      networkStatus: 7
      apollo-client 3.9.5
      KEY_NOT_IN_PAYLOAD
      cursor: after
      first=20
      pageInfo.hasNextPage=true
      @deprecated
      @key
      __schema
      resolver: Query.viewer
      dataloader.batch=14
      errorPolicy: all
      INTERNAL_SERVER_ERROR
      unauthenticated
      variables.count=3
      federation: 2.6
    `,
    ),
  },
  {
    name: "WebSocket and WebRTC",
    described: "RFC 6455; WebRTC specification, states and statistics",
    texts: ordinary(
      "value",
      lines`
      1006
      close code=4001
      reason: ping timeout
      transport=polling
      binaryType: arraybuffer
      socket.io-client 4.7.4
      io server disconnect
      xhr poll error
      reconnect_attempt=5
      EIO=4
      permessage-deflate
      iceConnectionState=checking
      signalingState: have-local-offer
      connectionState=failed
      candidateType: relay
      NotAllowedError
      OverconstrainedError
      getUserMedia
      framesDropped=12
      jitter: 0.014
      packetsLost=71
      roundTripTime: 0.083
      dtls=connected
      codec: VP9
      simulcast=3
      setRemoteDescription
      bundlePolicy: max-bundle
      audioLevel=0.02
      nackCount: 8
      bwe_kbps=1730
    `,
    ),
  },
  {
    name: "Flags of command lines",
    described: "POSIX utility conventions; documentation of argument parsers",
    texts: ordinary(
      "value",
      lines`
      --dry-run
      --no-color
      -vvv
      --output=json
      --format table
      --max-old-space-size=4096
      --port 8080
      --jobs=4
      --watch
      --filter ./packages/*
      --log-level debug
      --force-with-lease
      --token-stdin
      --password-file <file>
      --user-agent <string>
      --key-type ed25519
      -p
      --profile default
      --since 2d
      --limit=50
      --include '*.ts'
      --timeout 30s
      --retries=3
      --ignore-scripts
      --frozen-lockfile
      -- --bail
      --no-auth
      --with-secret
      --region eu-west-3
      --reporter=dot
    `,
    ),
  },
];
