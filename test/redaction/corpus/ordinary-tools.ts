/** Commands, errors and git's words, one per line. */

export const TOOLS: Readonly<Record<string, string>> = {
  command: `
    npm install --save-dev typescript
    npm run build -- --watch
    npx tsc --noEmit
    pnpm add -D vitest
    yarn workspaces foreach run test
    git commit -m "Fix the parser"
    git rebase -i HEAD~3
    git checkout -b feature/search
    git push origin main --force-with-lease
    docker build -t app:latest .
    docker run --rm -it -p 8080:80 nginx
    kubectl get pods -n staging
    kubectl logs -f deployment/web
    helm upgrade --install web ./chart
    cargo build --release
    cargo test -- --nocapture
    go test ./... -run TestParse
    python -m venv .venv
    pip install -r requirements.txt
    pytest -k "parser and not slow"
    make -j8 all
    cmake -DCMAKE_BUILD_TYPE=Release ..
    grep -rn "TODO" src
    find . -name "*.ts" -not -path "*node_modules*"
    sed -i 's/foo/bar/g' file.txt
    awk '{print $1}' data.csv
    chmod +x run.sh
    tar -xzf archive.tar.gz
    ls -la | sort -k5 -n
    terraform plan -out plan.bin
    mkdir -p build && cd build
    brew install ripgrep
    dotnet publish -c Release
    export NODE_ENV=production
    ps aux | head -20`,
  error: `
    ENOENT
    EACCES: permission denied
    ECONNREFUSED
    ETIMEDOUT
    ERR_MODULE_NOT_FOUND
    SIGSEGV
    SIGKILL (9)
    exit code 137
    HTTP 404
    HTTP/1.1 503 Service Unavailable
    404 Not Found
    429 Too Many Requests
    SQLSTATE[42P01]
    SQLSTATE 23505: unique_violation
    ORA-00942
    0x80070005
    0xC0000005
    0xdeadbeef
    HRESULT 0x8007000E
    CS8602
    CA1822
    LNK2019
    C4996
    PLS-00201
    MSB3073
    NU1605
    PGRST116
    P2002
    BadRequestError
    java.lang.NullPointerException
    TypeError: Cannot read properties of undefined (reading 'length')
    ValueError: not enough values to unpack (expected 2, got 1)
    panic: runtime error: index out of range [5] with length 3
    thread 'main' panicked at src/main.rs:4:5
    error[E0382]: borrow of moved value
    Segmentation fault (core dumped)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async Promise.all (index 0)
    at <anonymous>:1:7
    KeyError: 'title'
    IndexError: list index out of range
    npm ERR! code ERESOLVE
    OOMKilled
    CrashLoopBackOff`,
  git: `
    HEAD~3
    HEAD^
    main..feature
    origin/main
    upstream/release-1.x
    refs/heads/main
    refs/tags/v1.2.3
    feature/add-search
    fix/issue-123
    renovate/typescript-5.x
    dependabot/npm_and_yarn/vite-5.4.1
    feat: add hybrid search
    fix(parser): accept trailing commas
    feat(api)!: drop the old endpoint
    chore(deps): bump esbuild from 0.20.1 to 0.21.5
    docs: mention the new flag
    Revert "Add caching"
    Merge branch 'main' into feature/search
    Closes #1234
    GH-42
    stash@{0}
    HEAD@{1}
    v2.0.0-rc.1-14-g1a2b3c4
    commit 1a2b3c4
    +12 -7
    @@ -10,7 +10,8 @@
    3 files changed, 12 insertions(+), 4 deletions(-)
    PR #77
    JIRA-1234
    CVE-2024-3094
    RFC 9110
    CWE-79
    ISO/IEC 27001`,
};
