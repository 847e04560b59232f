// Messages that Node creates in C++, with `…` for each value. Their codes cannot be read from the binary, so they fit errors
// with any code. The list was made from the texts of Node's binary. The generator checks that the binaries have their words.
export const NATIVE_MESSAGES = `
"…" is outside of buffer bounds
"instance.exports.memory" property must be a WebAssembly.Memory object
'process.env' does not accept an accessor(getter/setter) descriptor
'process.env' only accepts a configurable, writable, and enumerable data descriptor
A message object could not be deserialized successfully in the target vm.Context
Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw
Access to this API has been restricted
Access to this API has been restricted. …
Allocation failed
Array buffer allocation failed
Asynchronous user-defined functions are not supported
At least one category should be enabled
Authorizer callback must return an integer authorization code
Authorizer callback returned a invalid authorization code
BigInt value is too large for SQLite
BigInt value is too large to bind.
Buffer is not available for the current Context
CCM encryption not supported in FIPS mode
Cannot call constructor without \`new\`
Cannot copy a FIFO pipe: …
Cannot copy a socket file: …
Cannot copy an unknown file type: …
Cannot copy … to a subdirectory of self …
Cannot create a Buffer larger than … bytes
Cannot create a string longer than … characters
Cannot create bare named parameter … because of conflicting names … and ….
Cannot enable extension loading because it was disabled at database creation.
Cannot find package … imported from …
Cannot get name of column …
Cannot load SQLite extensions when the permission model is enabled.
Cannot load native addon because loading addons is disabled.
Cannot overwrite directory … with non-directory …
Cannot overwrite non-directory … with directory …
Cannot read package config …
Cannot reset zlib stream while a write is in progress
Cannot send data on closed MessagePort
Cannot specify two IPv4 addresses.
Cannot specify two IPv6 addresses.
Checking DH parameters failed
Cipher job failed
Class constructor Deserializer cannot be invoked without 'new'
Class constructor Serializer cannot be invoked without 'new'
Constructor cannot be called
Constructor must have two arguments
Context not associated with Node.js environment
Context parameter is unsupported
Contents of … should be a valid string.
Could not initialize Brotli instance
Could not initialize zstd instance
Could not set pledged src size
DH parameter is less than 1024 bits
Decompression failed
Deriving bits failed
Digest method not supported
Digest method … is not supported
Engine … was not found
Error generating ticket keys
Error setting temp DH parameter
Expanded SQL text would exceed configured limits
Failed to allocate EC_POINT for a public key
Failed to allocate cipher context
Failed to allocate memory
Failed to attach brotli dictionary
Failed to compute ECDH key
Failed to compute shared secret
Failed to construct URLPattern
Failed to convert BN to a private key
Failed to convert Buffer to BN
Failed to convert Buffer to EC_POINT
Failed to copy environment variables
Failed to create SQLTagStore
Failed to create StatementSync
Failed to create key using named curve
Failed to encode private key
Failed to encode public key
Failed to exec URLPattern
Failed to execute 'getItem' on 'Storage': 1 argument required
Failed to execute 'key' on 'Storage': 1 argument required
Failed to execute 'removeItem' on 'Storage': 1 argument required
Failed to execute 'setItem' on 'Storage': 2 arguments required
Failed to export EC private key
Failed to export EC public key
Failed to export JWK
Failed to export RSA private key
Failed to finalize HMAC
Failed to generate ECDH public key
Failed to generate key
Failed to get ECDH private key
Failed to get ECDH public key
Failed to get public key
Failed to get public key length
Failed to init stream before reset
Failed to init stream before set parameters
Failed to initialize cipher
Failed to load certificate data
Failed to load private key through an OpenSSL STORE loader
Failed to load zstd dictionary
Failed to parse CRL
Failed to parse certificate
Failed to prepare brotli dictionary
Failed to read asymmetric key
Failed to read private key
Failed to reset stream
Failed to set ECDH curve
Failed to set EC_POINT as the public key
Failed to set PSK identity hint
Failed to set ciphers
Failed to set dictionary
Failed to set generated public key
Failed to set parameters
Failed to test URLPattern
Failure to initialize engine
File URL host must be "localhost" or empty on …
File URL path must not include encoded / characters
First argument must be an array of strings (template literal).
Group name must be a string
Heap profile has been started
Host object must be an object
Illegal constructor
Illegal invocation
Illegal input >= 0x80 (not a basic code point)
Index out of range
Initialization failed
Input buffers must have the same byte length
Input must be an object or a string
Invalid DH parameters
Invalid EC curve name
Invalid JWK format
Invalid JWK secret key format
Invalid MGF1 digest: …
Invalid URL
Invalid array buffer length
Invalid asymmetricKeyType: …
Invalid authentication tag
Invalid authentication tag length: …
Invalid context argument
Invalid counter
Invalid digest
Invalid digest used
Invalid digest: …
Invalid generator
Invalid histogram export data
Invalid host object tag
Invalid host object type index
Invalid initialization vector
Invalid input
Invalid invocation
Invalid key data
Invalid key length
Invalid key pair
Invalid key type
Invalid message length
Invalid number of arguments.
Invalid package config …
Invalid param_encoding specified
Invalid prime
Invalid prime length
Invalid prime size
Invalid private key
Invalid public key
Invalid scrypt params
Invalid scrypt params: …
Invalid socket address
Invalid state
Invalid taglength
JWK does not contain private key material
Key generation failed
Key generation job failed
Limit value must be a non-negative integer or Infinity.
Limit value must be non-negative.
Linked binding has no declared entry point.
Loading non context-aware native addons has been disabled
Main thread would deadlock
Malformed signature
MessagePort in transfer list is already detached
Missing dictionary
Module did not self-register: …
Module has no declared entry point.
Module is not instantiated
Module request … at index … must be linked to the same module requested at index …
Must give a Buffer as first argument
Must give a SecureContext as first argument
No private key - did you forget to generate one?
No private key found through the OpenSSL STORE loader
No public key - did you forget to generate one?
No such binding was linked: …
No such binding: …
No such module
No such module: …
No valid certificates found in the provided array
Not enough arguments to MessagePort.postMessage
Not initialised
OCSP response argument is mandatory
OCSP response must be a buffer
Operation failed
Operation not permitted: …
Optional options.transfer argument must be an iterable
Optional transferList argument must be an iterable
Output length …
Overflow: input needs wider integers to process
PFX certificate argument is mandatory
Pass phrase must be a buffer
Passphrase required for encrypted key
Path is a directory: …
Permission denied: …
Private key is not valid for specified curve.
Programmatic selection of OpenSSL engines is unsupported while the experimental permission model is enabled
Provided value cannot be bound to SQLite parameter ….
RSA_PKCS1_PADDING is no longer supported for private decryption
Recursive option not enabled, cannot copy a directory: …
Returned JavaScript value cannot be converted to a SQLite value
SQLite parameters must be bound using template literal placeholders.
SSLv2 methods disabled
SSLv3 methods disabled
SSL_CTX_set_session_id_context error
Script execution timed out after …ms
Script execution was interrupted by \`SIGINT\`
Script methods can only be called on script instances.
Second argument must be an int32
Session argument is mandatory
Session must be a buffer
Setting the value exceeded the quota
Setting parameter failed
Source MessagePort is not entangled with this group.
Supplied key is invalid
Supplied key is too large
Supplied key is too small
Template literal parts must be strings.
The SQL query contains no statements.
The URL must be of scheme file:
The V8 platform used by this instance of Node does not support creating Workers
The encoded data was not valid for encoding …
The operation was canceled
The options argument must be either an object or undefined
The selected key encoding is incompatible with the key type
The transfer list is invalid.
The value of … is out of range.
The value of … is out of range. It must be …. Received …
The … argument must be a MessagePort instance
The … argument must be a function.
The … argument must be a string.
The … argument must be a string, Uint8Array, or URL without null bytes.
The … argument must be an integer.
The … argument must be an object.
The … argument must be ….
The … argument must be …. Received …
The … argument must be non-negative.
The … argument must not be empty.
There are pending queries.
This method can only be called on SQLTagStore instances.
Transfer list contains duplicate …
Transfer list contains source port
Transferables cannot be used with multiple destinations.
Trying to add data in unsupported state
URLPattern input needs to be a string or an object
URLs for OpenSSL STORE loaders are only accepted for private keys
Unable to create key pointer
Unable to load PFX certificate
Unable to load certificate from PFX data
Unable to load private key from PFX data
Unable to open file as blob
Unknown DH group
Unknown cipher
Unknown method: …
Unknown named parameter …
Unserializable host object
Unspecified validation error
Unsupported JWK EC curve: ….
Unsupported JWK Key Type.
Unsupported crypto operation
Unsupported key type
Unsupported state
Unsupported state or unable to authenticate data
Value is too large to be represented as a JavaScript number: …
Value of "this" must be of type …
Worker initialization failure
additionalData is too big
argument must be a buffer
authTagLength required for …
baseURL must be a string
buffer is too big
buffer must be a TypedArray or a DataView
cacheDir should be a string
cachedData buffer was rejected
cannot overwrite … with …
ciphertext is too big
context string must be at most 255 bytes
could not generate prime
customization is too big
data is too big
data is too long
database is already open
database is not open
dictionary must be an ArrayBufferView if provided
diffieHellman failed
extension loading is not allowed
flag argument must be an integer.
generator is too big
info is too big
invalid options.add
invalid options.rem
invalid signature encoding
iterations must be <= …
iterator was invalidated
iv is too big
key does not have an available …
key is too big
key length is too big
keyData is too big
label is too big
length must be <= …
mode is out of range: …
mode must be int32 or null/undefined
module is not linked
oaepLabel is too big
options must be an object
options.gid must be a 32-bit signed integer
options.killSignal must be a number
options.maxBuffer must be a number
options.plaintextLength required for CCM mode with AAD
options.stdio must be an array
options.timeout must be a number
options.uid must be a 32-bit signed integer
pass is too large
passphrase is too big
pledgedSrcSize must be a number
pledgedSrcSize must be a safe integer
pledgedSrcSize must be non-negative
prime is too big
process.debugPort must be 0 or in range 1024 to 65535
process.dlopen needs at least 2 arguments
readHostObject must return an object
request for … can not be resolved on module … that is not linked
request for … is from invalid module
request for … is not cached on module …
require() cannot be used on an ESM graph with top-level await. Use import() instead.…
require() cannot be used on an ESM graph with top-level await.…
salt is too big
salt is too large
salt length is out of range
second argument must be a string
second argument must be a string or object
secret is too big
secret is too large
session is currently in use
session is not open
signature is too big
spkac is too large
src and dest cannot be the same …
start offset of … should be a multiple of …
statement has been finalized
wasi.start() has not been called
…, which does not support XOF
… is not a supported JWK key type
… WebAssembly.…: Receiver is not a …
WebAssembly.…: …
WebAssembly.…: Import …: function import requires a callable
WebAssembly.…: Import …: module is not an object or function
WebAssembly.…: expected magic word …
WebAssembly.…: Argument … must be …
`
  .trim()
  .split("\n");
