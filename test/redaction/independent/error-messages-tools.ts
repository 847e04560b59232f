/** Contains ordinary error messages of tools for builds, clouds, queries and versions. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const ERROR_MESSAGES_TOOLS: readonly Source[] = [
  {
    name: "SQL engines",
    described: "Documentation of SQLite, SQL Server, Oracle and DuckDB, messages",
    texts: ordinary(
      "line",
      lines`
      near "SELET": syntax error
      no such table: tokens
      no such column: user
      UNIQUE constraint failed: users.login
      FOREIGN KEY constraint failed
      database is locked
      database disk image is malformed
      attempt to write a readonly database
      table accounts has 4 columns but 3 values were supplied
      SQL logic error (1)
      Msg 208, Level 16, State 1, Line 1: Invalid object name 'dbo.Keys'.
      Msg 547, Level 16, State 0: The INSERT statement conflicted with the FOREIGN KEY constraint "FK_Orders_Users".
      Msg 1205: Transaction was deadlocked on lock resources with another process and has been chosen as the deadlock victim.
      Msg 8152: String or binary data would be truncated.
      Incorrect syntax near the keyword 'user'.
      Cannot open database requested by the login. The login failed.
      Must declare the scalar variable "@token".
      Arithmetic overflow error converting numeric to data type numeric.
      ORA-00904: "TOKN": invalid identifier
      ORA-00001: unique constraint (SHOP.PK_KEYS) violated
      ORA-01031: insufficient privileges
      ORA-28002: the password will expire within 7 days
      ORA-12541: TNS:no listener
      ORA-01722: invalid number
      PLS-00201: identifier 'GET_TOKEN' must be declared
      Binder Error: Referenced column "hosts" not found in FROM clause!
      Catalog Error: Table with name keys does not exist!
      Conversion Error: Could not convert string 'abc' to INT32
      Out of Memory Error: failed to allocate data of size 32.0 MiB
      Candidate bindings: "users.host", "users.key"
    `,
    ),
  },
  {
    name: "Docker and Compose errors",
    described: "Docker documentation, errors of the command line",
    texts: ordinary(
      "line",
      lines`
      Cannot connect to the Docker daemon. Is the docker daemon running?
      Error response from daemon: conflict: unable to remove repository reference "shop:dev" (must force)
      Error response from daemon: Conflict. The container name "web" is already in use
      Error: No such container: web
      manifest unknown: manifest unknown
      pull access denied for shop, repository does not exist or may require 'docker login'
      unauthorized: incorrect username or password
      denied: requested access to the resource is denied
      no space left on device
      toomanyrequests: You have reached your pull rate limit.
      dockerfile parse error on line 12: unknown instruction: RUNN
      failed to solve: process "npm ci" did not complete successfully: exit code: 1
      exec format error
      OCI runtime create failed: unable to start container process: exec: "nod": executable file not found in $PATH
      Bind for port 8080 failed: port is already allocated
      service "web" depends on undefined service "db": invalid compose project
      services.web.ports must be a list
      The "DB_PASSWORD" variable is not set. Defaulting to a blank string.
      version is obsolete, it will be ignored
      network shop_default was found but has incorrect label
      Container shop-db-1 is unhealthy
      dependency failed to start: container shop-db-1 exited (1)
      WARNING: No swap limit support
      invalid reference format: repository name must be lowercase
      max depth exceeded
      layer does not exist
      secret "npm_token" not found
      the input device is not a TTY
      Total reclaimed space: 1.412GB
      external volume "keys" not found
    `,
    ),
  },
  {
    name: "Terraform and cloud command lines",
    described: "Terraform documentation, messages; documentation of cloud command lines",
    texts: ordinary(
      "line",
      lines`
      Error: Unsupported argument
      An argument named "user_nam" is not expected here. Did you mean "user_name"?
      Error: Reference to undeclared resource
      Error: Duplicate resource "local_file" configuration
      Error: Cycle: module.a.var.key, module.b.output.key
      Error: Failed to query available provider packages
      Error: Inconsistent dependency lock file
      Error: Provider produced inconsistent final plan
      Error: Missing required argument
      Error: Invalid count argument
      No value for required variable "db_password"
      Warning: Redundant ignore_changes element
      Output refers to sensitive values
      Note: Objects have changed outside of Terraform
      Backend initialization required, please run "terraform init"
      An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.
      An error occurred (AccessDenied) when calling the GetObject operation: Access Denied
      An error occurred (ValidationError): Stack shop does not exist
      Unable to locate credentials. You can configure credentials by running "aws configure".
      Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY
      You must specify a region.
      The config profile (stage) could not be found
      argument --key: expected one argument
      ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'run.services.get' denied
      ERROR: (gcloud.auth.login) There was a problem with web authentication.
      Your current active account does not have any valid credentials
      (AuthorizationFailed) The client does not have authorization to perform action
      (ResourceNotFound) The Resource was not found.
      Please run 'az login' to setup account.
      SubscriptionNotFound
    `,
    ),
  },
  {
    name: "Mercurial, Subversion and Perforce",
    described: "Documentation of Mercurial, Subversion and Perforce, messages",
    texts: ordinary(
      "line",
      lines`
      abort: no repository found
      abort: push creates new remote head 4f2a91c07b3d
      abort: uncommitted changes
      abort: unknown revision 'stabel'
      abort: authorization failed
      merging keys.txt failed!
      0 files updated, 0 files merged, 0 files removed, 3 files unresolved
      changeset:   71:4f2a91c07b3d
      added 3 changesets with 7 changes to 5 files
      rolled back interrupted transaction
      waiting for lock on working directory
      svn: E155007: None of the targets are working copies
      svn: E155004: Working copy locked
      svn: E170001: Authorization failed
      svn: E215004: No more credentials or we tried too many times. Authentication failed
      svn: E160028: Commit failed, file is out of date
      svn: E200009: Could not add all targets because some targets are already versioned
      Store password unencrypted (yes/no)?
      Checked out revision 4711.
      Tree conflict: local file edit, incoming file delete upon update
      Skipped 'keys.txt' -- Node remains in conflict
      Password for 'reader':
      Perforce password (P4PASSWD) invalid or unset.
      Your session has expired, please login again.
      Access for user has not been enabled by 'p4 protect'.
      User not opened on this client.
      No such file(s).
      Submit validation failed -- fix problems then use 'p4 submit -c 712'.
      must resolve before submitting
      File(s) up-to-date.
    `,
    ),
  },
];
