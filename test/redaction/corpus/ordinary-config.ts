/** Settings that are not secret, one per line. */

export const CONFIG: Readonly<Record<string, string>> = {
  setting: `
    success: true
    author_count: 3
    primary_key: id
    keyboard: us
    foreign_key: article_id
    key_count: 12
    sort_key: created_at
    partition_key: day
    cache_key_prefix: v2
    hotkey: ctrl+shift+p
    keybinding=vim
    keywords: search, index
    monkey_patch: false
    tokenizer: cl100k_base
    tokenizer=bert-base-uncased
    token_type: bearer
    max_tokens=4096
    max_completion_tokens: 16384
    token_count: 12
    tokens: 1,024
    prompt_tokens: 812
    total_tokens=1,536
    token_limit = 200000
    stop_token: eos
    pad_token_id: 0
    tokens_per_second: 57.3
    password_min_length: 12
    password_required: true
    show_password: false
    password_strength: weak
    passwordless = true
    secret_scanning: enabled
    secrets: inherit
    has_api_key: true
    api_key_set: false
    api_version: 2024-10-21
    auth_method: oauth
    auth: none
    auth_required=false
    authenticated: true
    author: anonymous
    authority: low
    user_count: 17
    users: 120
    user_agent: Mozilla/5.0
    user_type: free
    username_length: 8
    login_count: 3
    hosting: self-managed
    host_count=4
    hosts: 3
    is_localhost: false
    server_count: 2
    web_server: nginx
    server_version: 16.3
    email_enabled: false
    emails_sent: 14
    ip_version: 6
    path_count: 7
    path_style: relative
    paths: 12
    passed: 118
    pass: 12 fail: 0
    pass_rate: 0.98
    compass: north
    bypass: true
    passive: true
    phone_layout: compact
    card_count: 5
    card_layout=grid
    pin_count: 2
    session_count: 9
    session_timeout: 30m
    cookie_banner: off
    sigmoid: true
    signature_help: enabled
    certificate_count: 1
    encryption: none
    hash: sha256
    salt_rounds: 10
    seed: 42
    temperature: 0.7
    top_p=0.95
    top_k: 40
    batch_size: 32
    chunk_size=512
    chunk_overlap: 64
    dimensions: 1536
    similarity: cosine
    backend: qdrant
    provider: openai
    embedding_model: voyage-code-3
    reranker: bge-reranker-v2-m3
    language: typescript
    timeout_ms: 30000
    retries: 3
    log_level: debug
    level=info
    port: 8080
    PORT=3000
    DEBUG=app:*
    NODE_ENV=production
    CI=true
    TZ=UTC
    LANG=en_US.UTF-8
    TERM=xterm-256color
    COLORTERM=truecolor
    workers = 4
    strict = true
    target = "ES2022"
    edition = "2021"
    indent_style = space
    end_of_line: lf
    replicas: 3
    image: postgres:16
    restart: unless-stopped
    cpu: 500m
    memory: 512Mi
    schedule: "0 3 * * 1"
    cron: */15 * * * *
    runs-on: ubuntu-latest
    node-version: 20.x
    on: [push, pull_request]
    theme: dark
    font_size=14
    status: ok
    state: running
    mode: hybrid
    enabled=false
    null
    n/a
    true`,
};
