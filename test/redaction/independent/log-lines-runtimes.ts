/** Contains ordinary lines as servers for applications and for logins log them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const LOG_LINES_RUNTIMES: readonly Source[] = [
  {
    name: "PM2 and Gunicorn",
    described: "PM2 documentation, process management; Gunicorn documentation, settings",
    texts: ordinary(
      "line",
      lines`
      PM2        | App [api:0] starting in -cluster mode-
      PM2        | App [api:0] online
      PM2        | App [api:1] exited with code [1] via signal [SIGINT]
      PM2        | [PM2] Spawning PM2 daemon
      [PM2][ERROR] Script not found
      [PM2] Applying action restartProcessId on app [all](ids: [ 0, 1 ])
      │ 0  │ api      │ cluster  │ 12   │ online    │ 0%       │ 71.2mb   │
      pm2-logrotate: rotated 3 files
      api-0 reached memory limit of 300 MB, restarting
      [2024-03-04 08:20:11 +0000] [7] [INFO] Starting gunicorn 21.2.0
      [2024-03-04 08:20:11 +0000] [7] [INFO] Using worker: sync
      [2024-03-04 08:20:11 +0000] [9] [INFO] Booting worker with pid: 9
      [2024-03-04 08:21:42 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)
      [2024-03-04 08:21:42 +0000] [9] [INFO] Worker exiting (pid: 9)
      [2024-03-04 08:21:43 +0000] [7] [ERROR] Worker (pid:9) was sent SIGKILL! Perhaps out of memory?
      [2024-03-04 08:24:00 +0000] [7] [INFO] Handling signal: term
      [2024-03-04 08:24:00 +0000] [7] [INFO] Shutting down: Master
      gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>
      INFO:     Started server process [31]
      INFO:     Waiting for application startup.
      INFO:     Application startup complete.
      WARNING:  Invalid HTTP request received.
      ERROR:    [Errno 98] error while attempting to bind: address already in use
      *** Starting uWSGI 2.0.24 (64bit) ***
      WSGI app 0 (mountpoint='') ready in 1 seconds on interpreter 0x55d0c5f7e2a0 pid: 12 (default app)
      spawned uWSGI worker 1 (pid: 14, cores: 1)
      * Puma version: 6.4.2 (ruby 3.3.0-p0) ("The Eagle of Durin")
      * Max threads: 5
      - Gracefully stopping, waiting for requests to finish
      ! Unable to load application: NameError: uninitialized constant Keys
    `,
    ),
  },
  {
    name: "Tomcat and WildFly",
    described: "Apache Tomcat documentation, logging; WildFly administration guide",
    texts: ordinary(
      "line",
      lines`
      04-Mar-2024 08:30:00.101 INFO [main] org.apache.catalina.startup.VersionLoggerListener.log Server version name: Apache Tomcat/10.1.19
      04-Mar-2024 08:30:00.245 INFO [main] org.apache.catalina.core.StandardService.startInternal Starting service [Catalina]
      04-Mar-2024 08:30:01.004 INFO [main] org.apache.coyote.AbstractProtocol.start Starting ProtocolHandler ["http-nio-8080"]
      04-Mar-2024 08:30:01.118 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [1021] milliseconds
      04-Mar-2024 08:31:12.908 SEVERE [http-nio-8080-exec-3] org.apache.catalina.core.StandardWrapperValve.invoke Servlet.service() for servlet [orders] threw exception
      04-Mar-2024 08:32:00.511 WARNING [Catalina-utility-1] org.apache.catalina.valves.StuckThreadDetectionValve.notifyStuckThreadDetected Thread [exec-7] has been active for [60,211] milliseconds
      The web application [shop] appears to have started a thread named [Timer-0] but has failed to stop it.
      At least one JAR was scanned for TLDs yet contained no TLDs.
      Creation of SecureRandom instance for session ID generation using [SHA1PRNG] took [5,312] milliseconds.
      Failed to authenticate user [null]
      Invalid cookie header was received [theme]; that cookie will be ignored.
      Stopping ProtocolHandler ["ajp-nio-8009"]
      Destroying ProtocolHandler ["http-nio-8080"]
      08:35:10,400 INFO  [org.jboss.modules] (main) JBoss Modules version 2.1.2.Final
      08:35:11,118 INFO  [org.jboss.as] (MSC service thread 1-2) WFLYSRV0049: WildFly Full 31.0.0.Final starting
      08:35:13,004 WARN  [org.wildfly.security] (default task-1) ELY01084: Security realm not found
      08:35:14,771 ERROR [org.jboss.as.controller] (Controller Boot Thread) WFLYCTL0013: Operation ("deploy") failed
      08:35:15,010 INFO  [org.jboss.as] (Controller Boot Thread) WFLYSRV0025: started in 5012ms - Started 423 of 671 services
      08:35:16,200 INFO  [org.infinispan] (ServerService Thread Pool -- 71) ISPN000128: Infinispan version 14.0.22
      WFLYUT0021: Registered web context for server 'default-server'
      WFLYDS0004: Deployment timed out, waited 600 seconds
      IJ000453: Unable to get managed connection for datasource orders
      HHH000204: Processing PersistenceUnitInfo [name: orders]
      ARJUNA012117: TransactionReaper::check processing TX in state RUN
      HV000001: Hibernate Validator 8.0.1.Final
      ISPN000974: Reuse of the name is deprecated
      Undertow stopped, 3 requests in flight
      RESTEASY002225: Deploying jakarta.ws.rs.core.Application
      Connection pool orders: 20 active, 0 idle, 7 waiting
      jakarta.servlet.ServletException: token endpoint returned 400
    `,
    ),
  },
  {
    name: "Keycloak",
    described: "Keycloak server administration guide, events",
    texts: ordinary(
      "line",
      lines`
      2024-03-04 08:40:10,104 INFO  [org.keycloak.quarkus.runtime.hostname] (main) Hostname settings: strict HTTPS: false
      2024-03-04 08:40:12,330 INFO  [io.quarkus] (main) Keycloak 23.0.7 on JVM started in 8.214s.
      2024-03-04 08:40:12,331 INFO  [io.quarkus] (main) Profile dev activated.
      2024-03-04 08:41:00,002 WARN  [org.keycloak.events] (executor-thread-3) type=LOGIN_ERROR, realmId=shop, clientId=web, userId=null, error=user_not_found
      2024-03-04 08:41:07,440 WARN  [org.keycloak.events] (executor-thread-3) type=LOGIN_ERROR, error=invalid_user_credentials, auth_method=openid-connect
      2024-03-04 08:41:09,118 WARN  [org.keycloak.events] (executor-thread-5) type=CODE_TO_TOKEN_ERROR, error=invalid_code, grant_type=authorization_code
      type=REFRESH_TOKEN, clientId=web, refresh_token_type=Offline
      type=UPDATE_PASSWORD, auth_type=code
      error=expired_code, restart_after_timeout=true
      requiredAction=VERIFY_EMAIL
      Added user to realm master
      KC-SERVICES0009: created admin
      KC-SERVICES0043: Provider not found
      KC-SERVICES0013: Failed authentication
      Realm shop imported with 12 roles and 4 groups
      Brute force protection is disabled for realm shop
      Session 12 of 200 offline sessions loaded
      Password policy not met: length 12, digits 1
      Client web is not allowed to use direct access grants
      Cookie not found. Please make sure cookies are enabled in your browser.
      Updating the configuration and installing your custom providers, if any.
      Server configuration updated and persisted.
      JPA changelog: 107 change sets, 0 to run
      Token exchange is a preview feature
      User storage provider ldap: 71 imported users, 0 failed
      Signature algorithm RS256, key size 2048
      Removing expired user sessions
      mapper "groups" has no claim name
      realm keys rotated: active=1 passive=2
      Theme keycloak.v2 cached for 2592000 s
    `,
    ),
  },
];
