/** Identifiers, statements, expressions and styles, one per line. */

export const CODE: Readonly<Record<string, string>> = {
  identifier: `
    getUserByIdOrThrow
    parseHttpRequestHeadersFromBuffer
    shouldComponentUpdate
    AbstractSingletonProxyFactoryBean
    convertToCamelCaseAndTrimWhitespaceBeforeParsing
    XMLHttpRequestEventTarget
    MAX_RETRY_COUNT
    DEFAULT_CONNECTION_TIMEOUT_MILLISECONDS
    NODE_OPTIONS
    PYTHONDONTWRITEBYTECODE
    CMAKE_BUILD_TYPE
    user_id
    created_at
    num_hidden_layers
    total_token_count_per_request
    snake_case_with_many_little_words_in_it
    data-testid
    aria-labelledby
    on-click-outside
    my-very-long-kebab-case-component-name
    __init__
    __dirname
    _privateField
    $scope
    #count
    @property
    std::vector<std::string>
    boost::asio::io_context
    std::chrono::duration_cast
    crate::parser::Token
    std::collections::HashMap
    ActiveRecord::Base
    Net::HTTP
    App\\Models\\User
    Illuminate\\Support\\Facades\\DB
    $this->userRepository
    user&.name
    java.util.concurrent.ConcurrentHashMap
    org.junit.jupiter.api.Test
    System.Collections.Generic.List
    android.intent.action.MAIN
    console.log
    fs.promises.readFile
    Array.prototype.flatMap
    process.env.NODE_ENV
    np.linalg.norm
    torch.nn.functional.softmax
    System.out.println
    window.requestAnimationFrame
    document.body.style
    self.assertEqual
    df.groupby
    Promise.all
    Math.max
    i18n
    k8s
    utf8mb4_0900_ai_ci
    x86_64-unknown-linux-gnu
    aarch64-apple-darwin
    sha256
    HMAC-SHA256
    AES-256-GCM
    TLSv1.3
    ECDHE-RSA-AES128-GCM-SHA256
    ed25519
    base64url
    IPv6
    OAuth2
    OpenID Connect
    PBKDF2
    bcrypt`,
  statement: `
    import { readFile } from "node:fs/promises";
    import type { Options } from "./types.js";
    import numpy as np
    from collections import defaultdict
    from .models import Article
    use std::collections::HashMap;
    using System.Text.Json;
    import java.util.List;
    #include <stdio.h>
    require "json"
    const x = require("path");
    package main
    export default function App() {}
    const total = items.reduce((sum, item) => sum + item.price, 0);
    if err != nil { return err }
    let mut count = 0;
    for i in range(10):
    def parse(text: str) -> list[int]:
    fn main() -> Result<(), Error> {
    public static void main(String[] args)
    return x ?? y;
    const [a, b] = await Promise.all([first(), second()]);
    x = y if z else w
    SELECT id, title FROM articles WHERE id = 42
    SELECT COUNT(*) FROM events GROUP BY day ORDER BY 1 DESC LIMIT 10;
    CREATE INDEX idx_events_day ON events (day);
    INSERT INTO counts (name, total) VALUES ('clicks', 12)
    UPDATE jobs SET state = 'done' WHERE id = 7
    ALTER TABLE books ADD COLUMN isbn TEXT NOT NULL DEFAULT ''
    LEFT JOIN tags t ON t.article_id = a.id
    @Injectable()
    <div class="card">Hello</div>
    <Button variant="primary" onClick={save}>Save</Button>
    {{ item.title | upper }}
    console.log(\`done in 3 ms\`)
    assert_eq!(left, right);
    type Pair<A, B> = readonly [A, B];
    a[i] = b[j] * c[k];
    match value { Some(x) => x, None => 0 }`,
  regex: `
    ^\\d{4}-\\d{2}-\\d{2}$
    [A-Za-z_][A-Za-z0-9_]*
    (?<year>\\d{4})
    \\s+|,
    (?:foo|bar)+?
    [^\\s"']+
    \\p{L}+
    .*\\.test\\.ts$
    (?i)error
    \\bword\\b
    [\\u4e00-\\u9fff]+
    ^(?!.*foo).*$
    a{2,5}`,
  math: `
    f(x) = x^2 + 3x - 5
    O(n log n)
    a^2 + b^2 = c^2
    P(A|B) = P(B|A) P(A) / P(B)
    3.14159
    6.022e23
    -1.5e-8
    2^32 - 1
    sum_{i=1}^{n} i = n(n+1)/2
    cos(θ) ≈ 0.87
    x ∈ [0, 1]
    √2 ≈ 1.41421356
    1/3 + 1/6 = 1/2
    mean 12.5, sd 3.1, n=1204
    r² = 0.93
    |x - y| < ε
    10 % 3 == 1
    0.1 + 0.2 != 0.3`,
  CSS: `
    display: flex;
    margin: 0 auto;
    color: rgba(0, 0, 0, 0.5);
    grid-template-columns: repeat(3, minmax(0, 1fr));
    @media (max-width: 768px)
    .card > .title:hover::after
    transform: translate(-50%, -50%);
    --primary: #3b82f6;
    font: 14px/1.5 system-ui, sans-serif;
    transition: opacity 200ms ease-in-out;
    z-index: 9999;
    input[type="password"]
    width: calc(100% - 2rem);
    @keyframes spin
    hsl(210 40% 98%)
    border-radius: 0.5rem`,
};
