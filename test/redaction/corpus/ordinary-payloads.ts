/** JSON, headers and log lines, one per line. */

export const PAYLOADS: Readonly<Record<string, string>> = {
  JSON: `
    {"strict": true, "target": "ES2022"}
    {"name":"demo","version":"1.0.0","private":true}
    {"editor.tabSize": 2, "editor.formatOnSave": true}
    {"status":"ok","count":12,"items":[]}
    {"temperature":0.2,"max_tokens":1024,"stream":false}
    {"role":"user","content":"hello"}
    {"usage":{"prompt_tokens":12,"completion_tokens":34,"total_tokens":46}}
    {"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}
    {"jsonrpc":"2.0","id":1,"method":"tools/list"}
    {"error":{"code":-32601,"message":"Method not found"}}
    {"level":"warn","msg":"slow query","duration_ms":1234}
    {"lang":"go","files":120,"lines":18342}
    {"key":"value"}
    {"password":{"type":"string","minLength":8}}
    {"tokens":[1,2,3]}
    ["auth","session","token","refresh"]
    ["user", "profile"]
    {"name":"theme","value":"dark"}
    {"label": "Password", "kind": "input", "columns": 40}
    [["mode", "fast"], ["retries", "3"]]
    ("host", "port")
    path.join("auth", "login.ts")
    describe("auth", "works")
    expected one of ["token", "cookie"]
    {"label":"Server","value":"eu-west-1"}
    ["Authorization", "X-Api-Key", "Content-Type"]
    t("login.title", "Sign in")
    ["build", "--watch", "src", "--no-color"]
    {"features":{"search":true,"export":false}}
    [1, 2, 3]
    [{"id":1},{"id":2}]
    {"a":null,"b":[true,false]}
    {"scripts":{"build":"tsc","test":"vitest run"}}`,
  header: `
    Content-Type: application/json
    Content-Length: 1024
    Accept-Encoding: gzip, deflate, br
    Cache-Control: max-age=3600, must-revalidate
    X-RateLimit-Remaining: 57
    Retry-After: 120
    ETag: W/"33a64df5"
    Accept-Language: en-US,en;q=0.9
    Transfer-Encoding: chunked
    Connection: keep-alive
    Vary: Origin
    User-Agent: node-fetch/3.3.2
    Strict-Transport-Security: max-age=31536000; includeSubDomains
    Access-Control-Allow-Methods: GET, POST`,
  "user agent": `
    Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)
    Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0
    Chrome/126.0.6478.127 Safari/537.36
    npm/10.8.2 node/v20.20.0 linux x64
    Python/3.12 aiohttp/3.9.5
    okhttp/4.12.0
    git/2.45.2
    PostmanRuntime/7.39.0`,
  "log message": `
    INFO server started in 812 ms
    WARN retrying in 5 s (attempt 2 of 5)
    ERROR could not parse line 12, column 7
    [info] indexed 1,204 files in 3.2s
    DEBUG cache hit ratio 0.93
    12 passed, 1 failed, 3 skipped
    Tests: 118 passed, 118 total
    Done in 4.21s.
    webpack compiled successfully in 1532 ms
    Downloading 14.2 MB / 80.0 MB (17%)
    level=info msg="search done" results=12 took=41ms
    gc 1 @0.012s 2%: 0.015+0.36+0.003 ms clock
    memory usage 312 MiB of 512 MiB
    Listening on port 3000
    [HMR] connected
    pid 4242 exited with code 0
    progress 45/120
    step 3/7: linking
    found 0 vulnerabilities
    added 212 packages in 9s
    queue depth 0, lag 12 ms
    worker 3 idle for 60 s`,
};
