/** Contains ordinary lines as further databases and brokers log them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const LOG_LINES_DATABASES: readonly Source[] = [
  {
    name: "Cassandra",
    described: "Apache Cassandra documentation, reading logs",
    texts: ordinary(
      "line",
      lines`
      INFO  [main] 2024-03-06 06:00:10,112 CassandraDaemon.java:498 - Startup complete
      INFO  [MemtableFlushWriter:1] 2024-03-06 06:01:00,204 Memtable.java:469 - Writing Memtable-events@1743(12.114MiB serialized bytes, 71244 ops, 4%/0% of on-heap/off-heap limit)
      INFO  [CompactionExecutor:3] 2024-03-06 06:01:31,870 CompactionTask.java:241 - Compacted 4 sstables to level=0
      WARN  [Native-Transport-Requests-1] 2024-03-06 06:02:10,001 BatchStatement.java:301 - Batch for [shop.events] is of size 7.211KiB, exceeding specified threshold of 5.000KiB by 2.211KiB.
      WARN  [ReadStage-2] 2024-03-06 06:02:44,318 ReadCommand.java:569 - Read 12 live rows and 1501 tombstone cells for query SELECT * FROM shop.tokens
      WARN  [GossipTasks:1] 2024-03-06 06:03:00,004 FailureDetector.java:288 - Not marking nodes down due to local pause
      ERROR [Native-Transport-Requests-4] 2024-03-06 06:03:40,711 Message.java:683 - Unexpected exception during request; channel = closed
      INFO  [Service Thread] 2024-03-06 06:04:00,118 GCInspector.java:299 - G1 Young Generation GC in 212ms.
      INFO  [OptionalTasks:1] 2024-03-06 06:04:10,000 CassandraRoleManager.java:372 - Created default superuser role 'cassandra'
      Partition key parts: user_id must be restricted
      InvalidRequest: Error from server: code=2200 [Invalid query] message="unconfigured table tokns"
      Unauthorized: Error from server: code=2100 message="User reader has no SELECT permission"
      Bad credentials: Provided username reader and/or password are incorrect
      OperationTimedOut: errors={}, last_host=None
      Cannot achieve consistency level QUORUM
      Aggregation query used without partition key
      nodetool: Failed to connect: refused
      UN  71.2 KiB  16  100.0%  rack1
      Hinted handoff of 12 hints completed
      Repair session completed in 4 minutes
      Key cache: entries 1024, size 96.1 KiB, 0.981 recent hit rate
      Schema version mismatch detected
      Prepared statement not found, preparing again
      Tombstone threshold reached
      cqlsh> DESCRIBE KEYSPACES
      cqlsh:shop> USE events;
      (14 rows)
      Snapshot directory removed after drop
      Streaming 3 files, 12.4 MiB total
      Bootstrap completed! Now serving reads.
    `,
    ),
  },
  {
    name: "InfluxDB and TimescaleDB",
    described: "InfluxDB documentation, logs and line protocol; TimescaleDB documentation, jobs",
    texts: ordinary(
      "line",
      lines`
      ts=2024-03-06T06:10:00.114Z lvl=info msg="InfluxDB starting" log_id=0nqPlW0l000 version=v1.8.10
      ts=2024-03-06T06:10:00.320Z lvl=info msg="Opened shard" engine=tsm1 trace_id=0nqPlXkG000 op_name=tsdb_open index_version=inmem
      ts=2024-03-06T06:10:31.001Z lvl=info msg="Cache snapshot (start)" engine=tsm1 op_event=start
      ts=2024-03-06T06:11:00.000Z lvl=warn msg="max-values-per-tag limit may be exceeded soon" perc=92% n=92113
      ts=2024-03-06T06:12:00.000Z lvl=error msg="Failed to authenticate" err="authorization failed"
      ts=2024-03-06T06:12:09.000Z lvl=info msg="Retention policy deletion check (end)" op_elapsed=0.4ms
      weather,city=bern temperature=4.2,humidity=81i 1709705400000000000
      partial write: field type conflict: input field "value" is type string, already exists as type float dropped=1
      unable to parse 'cpu value=': missing field value
      engine: cache maximum memory size exceeded
      database not found: "telegarf"
      retention policy duration must be at least 1h0m0s
      error parsing query: found EOF, expected FROM at line 1, char 9
      {"code":"unauthorized","message":"unauthorized access"}
      {"code":"invalid","message":"failed to decode request body"}
      runtime error @3:5-3:40: sum: unsupported input type for sum aggregate: string
      token permissions: read/write buckets
      Created token with description 'dashboards'
      bucket "sensors" has no retention
      [telegraf] Error in plugin: took longer to collect than collection interval (10s)
      2024-03-06T06:14:00Z I! [outputs.file] Buffer fullness: 12 / 10000 metrics
      2024-03-06T06:14:01Z W! [agent] Skipping a scheduled flush
      2024-03-06T06:14:02Z E! [inputs.disk] Error in plugin: permission denied
      LOG:  job 1002 threw an error
      NOTICE:  hypertable "events" already exists, skipping
      ERROR:  cannot create a unique index without the column "time" (used in partitioning)
      refreshed continuous aggregate "daily" in 412 ms
      chunk _hyper_1_14_chunk compressed (71 MB to 4 MB)
      INFO:  new materialized range not found for daily (time column time)
      WARNING:  column type "timestamp without time zone" used for "time" does not follow best practices
    `,
    ),
  },
  {
    name: "NATS and Mosquitto",
    described: "NATS documentation, server logs; Mosquitto manual, logging",
    texts: ordinary(
      "line",
      lines`
      [1] 2024/03/06 06:20:00.101010 [INF] Starting nats-server
      [1] 2024/03/06 06:20:00.101220 [INF]   Version:  2.10.11
      [1] 2024/03/06 06:20:00.101340 [INF]   Git:      [4a4a5d4]
      [1] 2024/03/06 06:20:00.104110 [INF] Server is ready
      [1] 2024/03/06 06:21:12.410900 [ERR] cid:12 - authentication error
      [1] 2024/03/06 06:21:13.000412 [DBG] cid:14 - Client connection created
      [1] 2024/03/06 06:22:00.700114 [WRN] Plaintext passwords detected, use nkeys or bcrypt
      [1] 2024/03/06 06:22:01.000000 [INF] Slow Consumer Detected: WriteDeadline of 10s exceeded with 3 chunks of 71244 total bytes.
      [1] 2024/03/06 06:23:00.000000 [INF] Initiating Shutdown...
      [1] 2024/03/06 06:23:00.010203 [TRC] <<- [PUB orders.created 12]
      nats: no responders available for request
      nats: maximum payload exceeded
      -ERR 'Authorization Violation'
      -ERR 'Stale Connection'
      JetStream cluster no metadata leader
      consumer orders-worker: 71 messages pending, 12 redelivered
      stream name already in use with a different configuration
      maximum messages per subject exceeded
      1709706000: mosquitto version 2.0.18 starting
      1709706000: Using default config.
      1709706001: Starting in local only mode.
      1709706012: New client connected as sensor-7 (p2, c1, k60).
      1709706013: Client sensor-7 disconnected, not authorised.
      1709706014: Client sensor-9 has exceeded timeout, disconnecting.
      1709706015: Sending PINGRESP to sensor-3
      1709706016: Received PUBLISH from sensor-3 (d0, q1, r0, m12, 'home/attic', ... (4 bytes))
      1709706017: Error: Unable to open pwfile.
      1709706018: Bad socket read/write on client: Invalid arguments provided.
      1709706019: Saving in-memory database.
      Connection error: Connection Refused: not authorised.
    `,
    ),
  },
  {
    name: "Memcached and Varnish",
    described: "Memcached documentation, protocol; Varnish manual pages, varnishlog",
    texts: ordinary(
      "line",
      lines`
      slab class   1: chunk size        96 perslab   10922
      <28 new auto-negotiating client connection
      28: Client using the ascii protocol
      <28 get cart:4711
      >28 END
      STAT curr_items 71244
      STAT get_hits 1948211
      STAT evictions 0
      SERVER_ERROR object too large for cache
      SERVER_ERROR out of memory storing object
      CLIENT_ERROR bad data chunk
      CLIENT_ERROR line too long
      ERROR: unknown command
      failed to listen on TCP port 11211: Address already in use
      NOT_STORED
      VALUE token_count 0 2
      lru_maintainer: juggled 12 items
      Child (12) Started
      Child (12) said Child starts
      Child not responding to CLI, killed it.
      Manager got SIGINT
      VCL compiled.
      Message from VCC-compiler: Expected ';' got 'return'
      Symbol not found: 'req.htp.host'
      - VCL_call RECV
      - VCL_return hash
      - Hit 32771 118.402 10.000 0.000
      - FetchError no backend connection
      - Debug "RES_MODE 2"
      503 Backend fetch failed, Guru Meditation
    `,
    ),
  },
];
