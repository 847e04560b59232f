/** Contains ordinary values as tools for data, models and builds report them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const SDK_VALUES_TOOLS: readonly Source[] = [
  {
    name: "Snowflake and BigQuery",
    described: "Snowflake documentation, query history; BigQuery documentation, job errors",
    texts: ordinary(
      "value",
      lines`
      QUERY_HISTORY
      warehouse_size=X-Small
      execution_status: SUCCESS
      error_code=002003
      WAREHOUSE_SUSPENDED
      bytes_spilled_to_local_storage=0
      query_tag: nightly
      role=ANALYST
      CLUSTERING_DEPTH
      {"statementType":"MERGE","totalSlotMs":"81233"}
      reason=invalidQuery
      rateLimitExceeded
      resourcesExceeded
      job.state: DONE
      billingTier=1
      cacheHit: true
      writeDisposition=WRITE_TRUNCATE
      partition_type: DAY
      location=EU
      maximumBytesBilled
      schemaUpdateOptions=ALLOW_FIELD_ADDITION
      slot_reservation: unassigned
      streaming_buffer
      TIMESTAMP_NTZ
      VARIANT
      credits_used=0.42
      auto_resume: true
      COPY_HISTORY
      snowpipe.lag=71s
      storedProcedure
    `,
    ),
  },
  {
    name: "dbt and Airflow",
    described: "dbt documentation, run results; Airflow documentation, task states",
    texts: ordinary(
      "value",
      lines`
      resource_type=snapshot
      materialized: incremental
      status=warn
      node: model.shop.orders_daily
      test.shop.not_null_orders_id
      full_refresh=false
      on_schema_change: append_new_columns
      invocation_id=8e0c9c79-7c1d-4a35-9b67-0e1a5b8c2f11
      threads: 8
      target=prod
      adapter_type: duckdb
      partial_parse=true
      exposures: 4
      dbt==1.7.9
      upstream_failed
      up_for_retry
      deferred
      trigger_rule=all_done
      dag_id: load_orders
      run_type=backfill
      task_id=extract.users
      queued_dttm
      SlaMiss
      executor: CeleryExecutor
      pool=default_pool
      map_index: -1
      try_number=2
      catchup: False
      XCom.return_value
      sensor_mode=reschedule
    `,
    ),
  },
  {
    name: "MLflow and Weights & Biases",
    described: "MLflow documentation, tracking; Weights & Biases documentation, runs",
    texts: ordinary(
      "value",
      lines`
      run_status=FINISHED
      lifecycle_stage: active
      metric.val_loss=0.3127
      param.lr: 3e-4
      model_stage=Staging
      flavor: sklearn
      registered_model=churn
      artifact.type: dataset
      epoch=12
      step: 48000
      early_stopping=patience
      optimizer: adamw
      weight_decay=0.01
      batch_size: 64
      fp16=true
      sweep.method=bayes
      run.name=lucky-sun-71
      job_type: eval
      summary/accuracy=0.943
      gpu_util: 87
      RESOURCE_DOES_NOT_EXIST
      INVALID_PARAMETER_VALUE
      autolog=disabled
      parent_run: none
      tokens_per_second=2114
      num_params: 124M
      seed=1337
      tokenizer.padding_side: left
      perplexity=18.2
      checkpoint_every: 500
    `,
    ),
  },
  {
    name: "Nx, Turborepo and Bazel",
    described: "Nx, Turborepo and Bazel documentation, caching and task results",
    texts: ordinary(
      "value",
      lines`
      cache=HIT
      cache: MISS
      {"task":"build","hash":"9a41c7b0f2e7d650","status":"local-cache"}
      task=web#build
      turbo 1.12.4
      dependsOn: ^build
      affected.base=main
      nx:run-commands
      executor=@nx/js:tsc
      remote_cache: disabled
      outputs=dist
      daemon=on
      FULL TURBO
      summary.cached=14
      tags: scope:shared
      generator=library
      bazel 7.0.2
      rule_kind: ts_library
      target=:unit_tests
      TIMEOUT
      flaky: 1 of 3
      NO_STATUS
      strategy=linux-sandbox
      remote_cache_hits: 812
      critical_path=41.3s
      build_event: TestSummary
      exit_code=BUILD_FAILURE
      workspace_status
      incompatible_flag
      loading_phase: 0.8s
    `,
    ),
  },
];
