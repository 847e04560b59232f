/** Contains ordinary lines as programs for deployments and containers write them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const LOG_LINES_DEPLOYMENTS: readonly Source[] = [
  {
    name: "Argo CD and Flux",
    described: "Argo CD documentation, sync phases; Flux documentation, reconciliation",
    texts: ordinary(
      "line",
      lines`
      time="2024-03-05T08:00:00Z" level=info msg="Refreshing app status (comparison expired), level (2)" application=shop
      time="2024-03-05T08:00:01Z" level=info msg="Comparing app state (cluster: in-cluster, namespace: shop)"
      time="2024-03-05T08:00:02Z" level=info msg="Skipping auto-sync: application status is Synced"
      time="2024-03-05T08:00:09Z" level=error msg="finished unary call with code Unauthenticated" grpc.code=Unauthenticated grpc.method=List
      time="2024-03-05T08:00:10Z" level=warning msg="Failed to resync revoked tokens"
      Sync operation to 3b1f0c2 succeeded
      one or more objects failed to apply, reason: Deployment.apps "web" is invalid
      ComparisonError: failed to generate manifest: exit status 1
      OutOfSync -> Synced
      Health: Degraded -> Healthy
      waiting for completion of hook batch job migrate
      one or more synchronization tasks are not valid (retried 5 times).
      resource mapping not found for kind "Rollout" in version "rollouts/v1alpha1"
      PruneSkipped: ignored (requires pruning)
      ✔ Kubernetes 1.28.4 >=1.26.0-0
      ✔ kustomize-controller: deployment ready
      ► annotating GitRepository flux-system
      ◎ waiting for reconciliation
      ✗ context deadline exceeded
      {"level":"info","ts":"2024-03-05T08:04:00.100Z","msg":"server-side apply completed","controller":"kustomization","revision":"main@sha1:9c3e1f7"}
      {"level":"error","msg":"Reconciler error","controller":"helmrelease","error":"install retries exhausted"}
      Applied revision: main@sha1:9c3e1f7
      stored artifact for commit 'Fix the probe of web'
      dependency 'flux-system/infra' is not ready
      Helm upgrade failed: timed out waiting for the condition
      Reconciliation finished in 812ms, next run in 10m0s
      Source artifact not found, retrying in 30s
      decryption provider missing: sops
      image policy resolved to tag 1.4.2
      canary weight 20 -> 30
    `,
    ),
  },
  {
    name: "Ansible plays",
    described: "Ansible documentation, the default callback",
    texts: ordinary(
      "line",
      lines`
      PLAY [Configure the web tier] **************************************************
      TASK [Gathering Facts] *********************************************************
      TASK [nginx : Install the package] *********************************************
      TASK [users : Set the password policy] *****************************************
      RUNNING HANDLER [nginx : reload] ***********************************************
      PLAY RECAP *********************************************************************
      web1 : ok=12 changed=3 unreachable=0 failed=0 skipped=2 rescued=0 ignored=0
      changed: [web1]
      skipping: [db1]
      ok: [web2] => (item=curl)
      FAILED - RETRYING: [web1]: Wait for the service (4 retries left).
      fatal: [db1]: FAILED! => {"changed": false, "msg": "No package matching 'postgresq' is available"}
      ...ignoring
      [WARNING]: Could not match supplied host pattern, ignoring: workers
      [DEPRECATION WARNING]: "include" is deprecated, use include_tasks instead.
      ERROR! 'hosts' is required in a play
      ERROR! conflicting action statements: apt, become_usr
      ERROR! Attempting to decrypt but no vault secrets found
      The conditional check 'result is sucess' failed.
      The task includes an option with an undefined variable. The error was: 'db_port' is undefined
      Missing sudo password
      msg: Timeout when waiting for search string OpenSSH
      included: tasks.yml for web1, web2
      META: ran handlers
      NO MORE HOSTS LEFT *************************************************************
      "censored": "the output has been hidden due to the fact that 'no_log: true' was specified for this result"
      rc=127 start=08:12:01 delta=0:00:00.004
      1 plays in site.yml
      Vault format unhexlify error: Odd-length string
      DONE. 4 tasks in 0:01:12.310
    `,
    ),
  },
  {
    name: "Podman and containerd",
    described: "containerd documentation, logging; Podman documentation, events",
    texts: ordinary(
      "line",
      lines`
      time="2024-03-05T09:00:00.101Z" level=info msg="starting containerd" revision=7c3aca7a version=v1.7.13
      time="2024-03-05T09:00:00.140Z" level=info msg="loading plugin \"io.containerd.snapshotter.v1.overlayfs\"..." type=io.containerd.snapshotter.v1
      time="2024-03-05T09:00:00.152Z" level=info msg="skip loading plugin \"io.containerd.snapshotter.v1.aufs\"..." error="aufs is not supported: skip plugin"
      time="2024-03-05T09:00:00.311Z" level=info msg="containerd successfully booted in 0.210412s"
      time="2024-03-05T09:00:04.000Z" level=warning msg="cleanup warnings" namespace=moby
      time="2024-03-05T09:01:10.118Z" level=error msg="failed to reload cni configuration"
      time="2024-03-05T09:01:12.640Z" level=info msg="shim disconnected" namespace=moby
      Trying to pull alpine:3.19...
      Getting image source signatures
      Copying blob 4abcf2066143 done
      Copying config 05455a0888 done
      Writing manifest to image destination
      Error: short-name "alpin" did not resolve to an alias
      Error: no container with name or ID "web" found: no such container
      Error: container 4f0d1c9b2a7e is running, can't be removed without force
      WARN[0000] Using cgroups-v1 which is deprecated in favor of cgroups-v2
      ERRO[0003] Error forwarding signal 15 to container
      container create 71ab09cd33ef (image=alpine, name=web, health_status=)
      STEP 2/5: RUN apk add --no-cache curl
      --> Using cache 1d2f3a4b5c6d
      COMMIT shop:dev
      Successfully tagged shop:dev
      OCI runtime error: crun: executable file not found in PATH: No such file or directory
      conmon 71ab09cd33ef <ninfo>: container 12 exited with status 137
      healthcheck failed 3 times, restarting
      pod sandbox changed, it will be killed and re-created
      rootless netns: slirp4netns failed
      Reclaimed 1.2 GB in 14 images
      Volume cache is being used by 2 containers
      secret db_password mounted with mode 0444
    `,
    ),
  },
];
