/** Lists texts about secrets that contain none, one per line. */

export const SECRETS_SPOKEN_OF: Readonly<Record<string, string>> = {
  "talk of secrets": `
    the password field is empty
    Password must have at least 12 characters
    password: required
    password: string
    password: z.string().min(8)
    token expired
    invalid token
    Unexpected token } in JSON at position 12
    SyntaxError: Unexpected token '<'
    unexpected end of token stream
    access token missing
    secret not found
    API key is required
    the API key was rejected
    authentication failed for this user
    set your password in the settings
    reset password
    forgot password?
    token refresh failed
    passwordless login
    secrets are masked
    type Token = { kind: string }
    tokens.length
    tokenize(input)
    parseToken(stream)
    keyof T
    public key cryptography
    no private key given
    password=***
    token: undefined
    apiKey: null
    secret: true
    api_key: None
    user: null
    username is required
    login required
    basic auth is not supported
    Bearer authentication
    Authorization header missing
    WWW-Authenticate: Basic
    cookie consent`,
};
