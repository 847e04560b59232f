/** Contains ordinary error messages of libraries for interfaces, data and cryptography. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const ERROR_MESSAGES_LIBRARIES: readonly Source[] = [
  {
    name: "React and Vue warnings",
    described: "React documentation, errors and warnings; Vue documentation, runtime errors",
    texts: ordinary(
      "line",
      lines`
      Warning: Each child in a list should have a unique "key" prop.
      Warning: Can't perform a React state update on an unmounted component.
      Hydration failed because the initial UI does not match what was rendered on the server.
      Objects are not valid as a React child (found: object with keys {token}).
      Too many re-renders. React limits the number of renders to prevent an infinite loop.
      Invalid hook call. Hooks can only be called inside of the body of a function component.
      Rendered fewer hooks than expected.
      Warning: A component is changing an uncontrolled input to be controlled.
      Warning: Received ${"`"}true${"`"} for a non-boolean attribute ${"`"}password${"`"}.
      Warning: Prop ${"`"}className${"`"} did not match. Server: "dark" Client: "light"
      Warning: validateDOMNesting(...): <div> cannot appear as a descendant of <p>.
      Minified React error #418; use the non-minified dev environment for full errors
      Cannot update a component (${"`"}Login${"`"}) while rendering a different component (${"`"}Menu${"`"}).
      useAuth must be used within an AuthProvider
      React.Children.only expected to receive a single React element child.
      [Vue warn]: Failed to resolve component: user-card
      [Vue warn]: Extraneous non-props attributes (host) were passed to component
      [Vue warn]: Missing required prop: "token"
      [Vue warn]: Invalid prop: type check failed for prop "user". Expected Object, got String with value "none".
      [Vue warn]: Property "passwd" was accessed during render but is not defined on instance.
      [Vue warn]: Unhandled error during execution of setup function
      [Vue warn]: Duplicate keys found during update: 7
      [Vue Router warn]: No match found for location with name "keys"
      [vuex] unknown action type: login
      NG0100: Expression has changed after it was checked. Previous value: 'false'. Current value: 'true'.
      NullInjectorError: No provider for TokenService!
      NG0303: Can't bind to 'ngModel' since it isn't a known property of 'input'.
      Uncaught Svelte error: each_key_duplicate
      Error: State mutated outside of a reducer
      [Solid] cleanups created outside a root will never be run
    `,
    ),
  },
  {
    name: "pandas, NumPy and PyTorch",
    described: "Documentation of pandas, NumPy and PyTorch, errors and warnings",
    texts: ordinary(
      "line",
      lines`
      KeyError: "['token'] not in index"
      SettingWithCopyWarning: A value is trying to be set on a copy of a slice from a DataFrame.
      ValueError: cannot reindex on an axis with duplicate labels
      MergeError: Merge keys are not unique in right dataset; not a one-to-one merge
      ParserError: Error tokenizing data. C error: Expected 4 fields in line 12, saw 5
      DtypeWarning: Columns (3,7) have mixed types.
      ValueError: The truth value of a Series is ambiguous.
      FutureWarning: Series.__getitem__ treating keys as positions is deprecated.
      PerformanceWarning: DataFrame is highly fragmented.
      IndexingError: Too many indexers
      ValueError: operands could not be broadcast together with shapes (3,4) (5,)
      RuntimeWarning: divide by zero encountered in log
      LinAlgError: Singular matrix
      AxisError: axis 2 is out of bounds for array of dimension 2
      TypeError: Cannot interpret '<attribute 'dtype' of 'numpy.generic' objects>' as a data type
      ValueError: setting an array element with a sequence.
      RuntimeError: CUDA out of memory. Tried to allocate 1.50 GiB (GPU 0; 15.78 GiB total capacity)
      RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x512 and 768x10)
      RuntimeError: Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!
      RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation
      RuntimeError: Error(s) in loading state_dict for Net: Missing key(s) in state_dict: "fc.bias"
      Unexpected key(s) in state_dict: "head.weight"
      Token indices sequence length is longer than the specified maximum sequence length for this model (711 > 512).
      Setting pad_token_id to eos_token_id for open-end generation.
      UserWarning: The default value of the antialias parameter will change
      NotFittedError: This estimator is not fitted yet.
      ConvergenceWarning: lbfgs failed to converge (status=1)
      ValueError: Found input variables with inconsistent numbers of samples: [100, 99]
      loss is nan at step 4100, stopping
      DataLoader worker (pid 812) is killed by signal: Killed.
    `,
    ),
  },
  {
    name: "OpenSSL and certificates",
    described: "OpenSSL manual pages, verification errors",
    texts: ordinary(
      "line",
      lines`
      error:0A000086:SSL routines::certificate verify failed
      error:0A0000C7:SSL routines::peer did not return a certificate
      error:1C800064:Provider routines::bad decrypt
      error:0308010C:digital envelope routines::unsupported
      unable to get local issuer certificate
        CRL has expired
      certificate has expired
      certificate is not yet valid
      Verify return code: 21 (unable to verify the first certificate)
      verify error:num=20
      depth=1 C = DE, O = Test, CN = Test CA
      unable to load Private Key
      key values mismatch
      Enter PEM pass phrase:
      Verifying - Enter PEM pass phrase:
      writing RSA key
      Generating a RSA private key
      Signature did match the content of the request
      Can't open openssl.cnf for reading, No such file or directory
      New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
      Server Temp Key: X25519, 253 bits
      SSL handshake has read 3214 bytes and written 397 bytes
      no peer certificate available
      ssl3_read_bytes:sslv3 alert handshake failure
      dh key too small
      wrong version number
      Not Before: Mar  4 08:00:00 2024 GMT
      X509v3 Key Usage: critical
      Public-Key: (2048 bit)
      no start line: Expecting: TRUSTED CERTIFICATE
    `,
    ),
  },
  {
    name: "Pictures, PDF and archives",
    described: "Documentation of Pillow, sharp, pdf.js and libarchive, errors",
    texts: ordinary(
      "line",
      lines`
      cannot identify image file
      image file is truncated (12 bytes not processed)
      DecompressionBombWarning: Image size (108000000 pixels) exceeds limit
      cannot write mode RGBA as JPEG
      Input buffer contains unsupported image format
      VipsJpeg: Premature end of input file
      Expected positive integer for width but received -1 of type number
      extract_area: bad extract area
      InvalidPDFException: Invalid PDF structure.
      PasswordException: No password given
      PasswordException: Incorrect Password
      Warning: TT: undefined function: 21
      Setting up fake worker.
      FormatError: unexpected token in stream at 712
      Missing PDF xref table
      Not a zip archive
      invalid compressed data--crc error
      End-of-central-directory signature not found.
      need PK compat. v5.1 (can do v4.6)
      skipping encrypted entry, unable to get password
      Truncated tar archive
      Unrecognized archive format
      incorrect header check
      unexpected end of file
      zlib: invalid distance too far back
      bzip2: Data integrity error when decompressing
      xz: Memory usage limit reached
      Frame requires too much memory for decoding
      moov atom not found
      Non-monotonous DTS in output stream 0:1; previous: 4096, current: 4095
    `,
    ),
  },
];
