/** Contains ordinary error messages of further languages and their runtimes. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const ERROR_MESSAGES_RUNTIMES: readonly Source[] = [
  {
    name: "Perl and Lua errors",
    described: "perldiag; Lua 5.4 reference manual, error messages",
    texts: ordinary(
      "line",
      lines`
      Can't call method "token" on an undefined value
      Use of uninitialized value $user in concatenation (.) or string
      Global symbol "$passwd" requires explicit package name (did you forget to declare "my $passwd"?)
      Can't locate object method "login" via package "Account" (perhaps you forgot to load "Account"?)
      Odd number of elements in hash assignment
      Not a HASH reference
      Deep recursion on subroutine "walk"
      Bareword "host" not allowed while "strict subs" in use
      Unmatched ( in regex; marked by <-- HERE
      Argument "12x" isn't numeric in addition (+)
      Wide character in print
      Subroutine key redefined
      Out of memory!
      Can't use string ("admin") as a HASH ref while "strict refs" in use
      Modification of a read-only value attempted
      Useless use of a constant ("x") in void context
      Unescaped left brace in regex is deprecated here
      Illegal division by zero
      Missing right curly or square bracket
      attempt to call a nil value (global 'getkey')
      attempt to index a number value (field 'user')
      attempt to compare nil with number
      attempt to concatenate a table value (local 'auth')
      bad argument #1 to 'insert' (table expected, got nil)
      attempt to perform arithmetic on a string value (constant 'a')
      'end' expected (to close 'function' at line 12) near <eof>
      unfinished string near '"key'
      malformed number near 3..4
      stack overflow (message handler)
      invalid order function for sorting
    `,
    ),
  },
  {
    name: "Elixir and Erlang errors",
    described: "Elixir documentation, exceptions; Erlang documentation, error reasons",
    texts: ordinary(
      "line",
      lines`
      ** (FunctionClauseError) no function clause matching in Shop.Keys.rotate/2
      ** (MatchError) no match of right hand side value: {:error, :not_found}
      ** (KeyError) key :token not found in: %{id: 7}
      ** (UndefinedFunctionError) function Auth.login/1 is undefined or private
      ** (Protocol.UndefinedError) protocol Enumerable not implemented for 12 of type Integer
      ** (ArgumentError) argument error
      ** (Ecto.NoResultsError) expected at least one result but got none in query
      ** (Ecto.StaleEntryError) attempted to update a stale struct
      ** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 2000ms
      ** (Plug.CSRFProtection.InvalidCSRFTokenError) invalid CSRF token, make sure all requests include a valid '_csrf_token' param
      ** (EXIT from #PID<0.118.0>) shell process exited with reason: killed
      ** (exit) exited in: GenServer.call(#PID<0.312.0>, :state, 5000)
      ** (EXIT) time out
      ** (CompileError) cannot compile module Shop.Users
      ** (Mix) The task "phx.serve" could not be found. Did you mean "phx.server"?
      {badmatch,{error,enoent}}
      {function_clause,[{lists,nth,[0,[]],[]}]}
      {case_clause,undefined}
      exception error: bad argument
      exception exit: noproc
      {noproc,{gen_server,call,[cache,stats]}}
      Supervisor received child crash: {shutdown,max_restarts}
      GenServer Shop.Cache terminating
      Task #PID<0.402.0> started from Shop.Jobs terminating
      warning: variable "user" is unused (if the variable is not meant to be used, prefix it with an underscore)
      warning: Auth.key/0 is undefined (module Auth is not available or is yet to be defined)
      badarith
      Last message: {:refresh, 12}
      State: %{attempts: 3, limit: 5}
      Slogan: eheap_alloc: Cannot allocate 1048576 bytes of memory (of type "heap").
    `,
    ),
  },
  {
    name: "Haskell and OCaml errors",
    described: "GHC user guide, messages; OCaml manual, warnings and errors",
    texts: ordinary(
      "line",
      lines`
      Variable not in scope: lookupToken :: Int -> Maybe Key
      Couldn't match expected type 'Text' with actual type 'String'
      No instance for (Show Password) arising from a use of 'print'
      Non-exhaustive patterns in function authorize
      Ambiguous type variable 'a0' arising from the literal '3'
      Occurs check: cannot construct the infinite type: a ~ [a]
      parse error (possibly incorrect indentation or mismatched brackets)
      Could not find module 'Data.Keys'
      Prelude.head: empty list
      <<loop>>
      thread blocked indefinitely in an MVar operation
      The type signature for 'login' lacks an accompanying binding
      Orphan instance: instance ToJSON User
      Pattern match is redundant
      Defined but not used: 'user'
      cabal: Could not resolve dependencies
      rejecting: base-4.19 (conflict: keys => base<4.18)
      stack: exhausted, 12 allocations
      Perhaps you meant one of these: 'tokens' (line 7), 'tokenId' (line 9)
      In the first argument of 'verify', namely 'key'
      Error: Unbound value get_key
      Error: This expression has type int but an expression was expected of type string
      Warning 8 [partial-match]: this pattern-matching is not exhaustive.
      Warning 32 [unused-value-declaration]: unused value user.
      Here is an example of a case that is not matched: None
      Error: The implementation does not match the interface
      Error: Signature mismatch: the value token is required but not provided
      Fatal error: exception Not_found
      Fatal error: exception Invalid_argument("index out of bounds")
      Error: Library "keys" not found.
    `,
    ),
  },
  {
    name: "R and Julia errors",
    described: "R language definition, conditions; Julia documentation, exceptions",
    texts: ordinary(
      "line",
      lines`
      Error in eval(expr) : object 'user' not found
      Error: unexpected symbol in "login token"
      Warning message: NAs introduced by coercion
      Error in if (x) 1 : argument is of length zero
      non-numeric argument to binary operator
      subscript out of bounds
      Error: cannot allocate vector of size 1.2 Gb
      there is no package called 'keyring'
      replacement has 3 rows, data has 7
      Error in match.arg(method) : 'arg' should be one of "pearson", "kendall"
      object of type 'closure' is not subsettable
      arguments imply differing number of rows: 4, 5
      could not find function "get_token"
      In addition: Warning: package 'shiny' was built under R version 4.3.2
      undefined columns selected
      Execution halted
      glm.fit: algorithm did not converge
      ERROR: UndefVarError: tokenz not defined
      ERROR: MethodError: no method matching login(::Int64)
      ERROR: BoundsError: attempt to access 3-element Vector{Int64} at index [4]
      ERROR: KeyError: key "user" not found
      ERROR: DimensionMismatch: arrays could not be broadcast to a common size
      ERROR: InexactError: Int64(1.5)
      ERROR: StackOverflowError:
      ERROR: ArgumentError: Package Keys not found in current path.
      ERROR: type Nothing has no field token
      Closest candidates are: login(::String, ::String)
      WARNING: replacing module Auth.
      ERROR: syntax: incomplete: premature end of input
      Precompiling project... 12 dependencies successfully precompiled in 31 seconds
    `,
    ),
  },
];
