/** Contains ordinary lines as programs for metrics and logs write them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const LOG_LINES_OBSERVERS: readonly Source[] = [
  {
    name: "Prometheus",
    described: "Prometheus documentation, server logs and exposition format",
    texts: ordinary(
      "line",
      lines`
      ts=2024-03-05T07:00:00.118Z caller=main.go:564 level=info msg="No time or size retention was set so using the default time retention" duration=15d
      ts=2024-03-05T07:00:00.204Z caller=head.go:761 level=info component=tsdb msg="WAL replay completed" checkpoint_replay_duration=51ms
      ts=2024-03-05T07:00:01.000Z caller=main.go:1024 level=info msg="Server is ready to receive web requests."
      ts=2024-03-05T09:00:02.310Z caller=compact.go:523 level=info component=tsdb msg="write block" mint=1709618400000 maxt=1709625600000 ulid=01HR6M2Q0W4T9E8Y7B3C5D1F6G
      ts=2024-03-05T09:00:03.110Z caller=scrape.go:1384 level=warn component="scrape manager" msg="Error on ingesting samples with different value but same timestamp" num_dropped=12
      ts=2024-03-05T09:10:00.001Z caller=manager.go:663 level=warn component="rule manager" group=slo msg="Evaluating rule failed" rule="alert: Latency"
      # HELP http_requests_total The total number of HTTP requests.
      # TYPE http_requests_total counter
      http_requests_total{method="post",code="200"} 1027
      http_request_duration_seconds_bucket{le="0.05"} 24054
      process_cpu_seconds_total 814.31
      go_goroutines 71
      up{job="shop"} 1
      node_filesystem_avail_bytes{fstype="ext4"} 4.8318382e+10
      rate(http_requests_total{job="api"}[5m])
      histogram_quantile(0.95, sum by (le) (rate(latency_bucket[10m])))
      parse error: unexpected character inside braces: '!'
      1:15: parse error: unclosed left parenthesis
      query processing would load too many samples into memory in query execution
      found duplicate series for the match group {job="api"} on the right hand-side
      invalid metric type "gaugee"
      expected value after metric, got "MNAME"
      out of order sample
      ALERTS{alertname="HighLatency",alertstate="firing",severity="page"} 1
      level=error msg="Failed to reload config" err="unknown fields in receivers"
      scrape_interval greater than scrape_timeout is required
      remote_write: shards 1 -> 4, behind 71 s
      head GC completed in 38.2 ms
      Creating checkpoint from_segment=12 to_segment=14
      sample_limit exceeded (limit: 5000)
    `,
    ),
  },
  {
    name: "Grafana and Loki",
    described: "Grafana documentation, log levels; Loki documentation, LogQL",
    texts: ordinary(
      "line",
      lines`
      logger=settings t=2024-03-05T07:12:10.118Z level=info msg="Starting Grafana" version=10.3.3 commit=252761264e branch=HEAD
      logger=sqlstore t=2024-03-05T07:12:10.300Z level=info msg="Connecting to DB" dbtype=sqlite3
      logger=migrator t=2024-03-05T07:12:10.417Z level=info msg="migrations completed" performed=0 skipped=547 duration=1.1ms
      logger=context userId=0 orgId=0 t=2024-03-05T07:14:02Z level=warn msg="failed to look up session from cookie" error="user token not found"
      logger=ngalert.scheduler rule_uid=latency-p95 org_id=1 level=error msg="failed to evaluate rule" attempt=3
      logger=plugin.loader level=warn msg="plugin signature is invalid" pluginId=heatmap
      logger=provisioning.dashboard level=error msg="failed to load dashboard" error="invalid character '}' looking for beginning of object key string"
      logger=cleanup level=info msg="Completed cleanup jobs" duration=12.1ms
      logger=authn.service level=info msg="Failed to authenticate request" client=auth.client.session
      level=info ts=2024-03-05T07:20:00.001Z caller=metrics.go:159 component=querier org_id=fake latency=fast query_type=limited duration=41ms splits=0
      level=error caller=retry.go:73 org_id=fake msg="error processing request" try=0 err="context canceled"
      level=warn component=ingester msg="per-stream rate limit exceeded (limit: 3 MB/sec)"
      level=info component=tailer msg="stopped tailing file"
      {app="shop"} |= "error" | json | latency > 500ms
      sum by (level) (count_over_time({app="shop"}[1m]))
      parse error at line 1, col 12: syntax error: unexpected IDENTIFIER
      maximum of series (500) reached for a single query
      entry out of order
      entry too far behind
      too many outstanding requests
      panel.timeseries.legend=table
      dashboard saved, version 14
      Templating init failed
      Datasource named Main was not found
      Annotation query failed: bad request
      Alert state changed from Pending to Firing
      No data: 3 consecutive evaluations
      refresh=5s from=now-6h to=now
      unit: reqps, decimals: 2
      Folder "Team latency" is not empty
    `,
    ),
  },
  {
    name: "Fluent Bit and Vector",
    described: "Fluent Bit manual and Vector reference, internal logs",
    texts: ordinary(
      "line",
      lines`
      [2024/03/05 07:30:00] [ info] [fluent bit] version=2.2.2, commit=eeea396e88, pid=1
      [2024/03/05 07:30:00] [ info] [storage] ver=1.5.1, type=memory, sync=normal, checksum=off, max_chunks_up=128
      [2024/03/05 07:30:00] [ info] [cmetrics] version=0.6.6
      [2024/03/05 07:30:00] [ info] [sp] stream processor started
      [2024/03/05 07:31:12] [ warn] [engine] failed to flush chunk '1-1709623872.118.flb', retry in 11 seconds: task_id=3, input=tail.0 > output=es.0
      [2024/03/05 07:31:40] [error] [engine] chunk '1-1709623872.118.flb' cannot be retried: task_id=3
      [2024/03/05 07:32:00] [ warn] [input] tail.0 paused (mem buf overlimit)
      [2024/03/05 07:32:04] [ info] [input] resume tail.0
      [2024/03/05 07:32:10] [error] [parser] cannot parse '12/Foo/2024'
      [2024/03/05 07:33:00] [engine] caught signal (SIGTERM)
      2024-03-05T07:34:00.001Z  INFO vector::app: Log level is enabled. level="info"
      2024-03-05T07:34:00.040Z  INFO vector::topology::running: Running healthchecks.
      2024-03-05T07:34:00.118Z  INFO vector: Vector has started. debug="false" version="0.36.1" arch="x86_64"
      2024-03-05T07:35:10.500Z ERROR transform{component_kind="transform" component_id=parse}: Mapping failed with event. error="function call error for \"parse_json\" at (12:28)"
      2024-03-05T07:35:11.000Z  WARN sink{component_id=out}: Retrying after error. error=dispatch failure internal_log_rate_limit=true
      2024-03-05T07:36:00.000Z  INFO vector::signal: Signal received. signal="SIGTERM"
      error[E203]: syntax error
      error[E103]: unhandled fallible assignment
      error[E701]: call to undefined variable
      buffer.type=disk when_full=drop_newest
      events discarded: 71 (intentional=false)
      acknowledgements not supported by source
      Configuration error. error=Sink "out": input "prase" doesn't exist
      [fluentd] buffer flush took longer time than slow_flush_log_threshold: elapsed_time=41.2 plugin_id="out_es"
      #0 starting fluentd worker pid=12 ppid=7 worker=0
      pattern not matched: "-- MARK --"
      following tail of app.log
      detected rotation of app.log; waiting 5 seconds
      no patterns matched tag="shop.web"
      emit transaction failed: error_class=BufferOverflowError
    `,
    ),
  },
];
