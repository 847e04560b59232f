// Prints, as JSON, the messages of the errors that Node's own JavaScript creates, as pairs of a code (or null) and a message.
// It runs in the Node whose messages it prints: `node --expose-internals node-messages.cjs <argument>`. The argument stands
// for each value that is not a constant of Node's source.
const acorn = require("internal/deps/acorn/acorn/dist/acorn");
const walk = require("internal/deps/acorn/acorn-walk/dist/walk");
const { codes } = require("internal/errors");
const { internalBinding } = require("internal/test/binding");

const VALUE = process.argv[2];
/** Classes of the language, and those that undici and others inside Node derive from them. */
const PLAIN_ERROR = /^(?:\w*(?:Type|Range|Reference|Eval|URI)Error|AggregateError)$/;
/** Classes of errors that others create as well. Their messages are of interest only if they have values. */
const GENERAL_ERROR = /^(?:Error|DOMException|lazyDOMException)$/;
/** Alternatives of one message, such as those of `a ? "b" : "c"`. */
const MAX_ALTERNATIVES = 16;
/**
 * Arguments for codes whose messages name parameters, for each form of the message. A host may create such errors as well, so
 * the names in Node's source are not read.
 */
const NAMING_ARGUMENTS = {
  ERR_INVALID_ARG_TYPE: [
    [VALUE, "string", 1],
    [`${VALUE}.${VALUE}`, "string", 1],
  ],
  ERR_INVALID_ARG_VALUE: [
    [VALUE, 1],
    [`${VALUE}.${VALUE}`, 1],
    [VALUE, 1, VALUE],
    [`${VALUE}.${VALUE}`, 1, VALUE],
    [VALUE, 1, `must be one of: ${VALUE}`],
    [`${VALUE}.${VALUE}`, 1, `must be one of: ${VALUE}`],
  ],
  ERR_INVALID_RETURN_PROPERTY: [[VALUE, VALUE, VALUE, 1]],
  ERR_INVALID_RETURN_PROPERTY_VALUE: [[VALUE, VALUE, VALUE, 1]],
  ERR_INVALID_RETURN_VALUE: [[VALUE, VALUE, 1]],
  ERR_MISSING_ARGS: [[VALUE], [VALUE, VALUE], [VALUE, VALUE, VALUE], [[VALUE, VALUE]]],
  ERR_MISSING_OPTION: [[VALUE]],
  ERR_OUT_OF_RANGE: [[VALUE, VALUE, 1]],
};

/** Characters between a constant and its use. */
const MAX_DISTANCE = 1000;

const found = new Map();
/** Variables of the current file that may hold a message, and what is appended to them. */
let declarations = [];
let additions = [];
let conditions = [];
for (const [id, source] of Object.entries(internalBinding("builtins").natives)) {
  if (/Error|ERR_/.test(source) && !id.startsWith("internal/deps/v8/")) collectFrom(id, source);
}
for (const [code, lists] of Object.entries(NAMING_ARGUMENTS))
  for (const list of lists) addCreated(code, list);
console.log(JSON.stringify([...found.values()]));

function add(code, message) {
  found.set(JSON.stringify([code, message]), [code, message]);
}

function collectFrom(id, source) {
  const tree = acorn.parse(source, {
    ecmaVersion: "latest",
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
  });
  declarations = [];
  additions = [];
  conditions = [];
  walk.full(tree, (node) => {
    if (node.type === "VariableDeclarator" && /^(?:message|msg|reason)$/.test(node.id.name) && node.init)
      declarations.push(node);
    else if (node.type === "AssignmentExpression" && node.operator === "+=") additions.push(node);
    else if (node.type === "IfStatement") conditions.push(node);
  });
  walk.full(tree, (node) => {
    if (node.type === "NewExpression") collectNew(node, id);
    else if (node.type === "AssignmentExpression" && id.includes("undici")) collectDefault(node);
    else if (node.type === "CallExpression") collectCall(node, id);
  });
}

/** `new ERR_X(…)`, `new ERR_X.TypeError(…)` and `new TypeError(…)`. */
function collectNew({ callee, arguments: given }, id) {
  const name =
    callee.name ?? (callee.object?.name?.startsWith("ERR_") ? callee.object.name : callee.property?.name);
  if (name === undefined) return;
  if (name.startsWith("ERR_")) {
    const base = callee.name === undefined ? callee.property.name : undefined;
    if (name in NAMING_ARGUMENTS) return collectReasons(name, given[2]);
    for (const list of product(given.map(evaluate))) addCreated(name, list, base);
  } else collectPlain(name, name === "AggregateError" ? given[1] : given[0], id);
}

/** `this.message = message || "…"` in the classes of undici. */
function collectDefault({ left, right }) {
  if (left.property?.name !== "message") return;
  for (const message of evaluate(right))
    if (typeof message === "string" && message !== VALUE) add(null, message);
}

/** The reason why a value is refused stands after the parameter and the value. Of the many, these tell most. */
function collectReasons(code, reason) {
  if (code !== "ERR_INVALID_ARG_VALUE" || reason === undefined) return;
  for (const text of evaluate(reason).filter((text) => String(text).startsWith("must be ")))
    for (const parameter of [VALUE, `${VALUE}.${VALUE}`]) addCreated(code, [parameter, 1, text]);
}

function collectPlain(name, subject, id) {
  const isOfUndici = id.includes("undici") && /^\w+Error$/.test(name);
  const isGeneral = GENERAL_ERROR.test(name) && !isOfUndici;
  if (subject === undefined || !(isGeneral || PLAIN_ERROR.test(name) || isOfUndici)) return;
  for (const message of evaluate(subject))
    if (typeof message === "string" && (!isGeneral || message.includes(VALUE))) add(null, message);
}

/** `E("ERR_X", message)`, which defines a code, and the functions with which the APIs of the Web create errors. */
function collectCall({ callee, arguments: given }, id) {
  const name = callee.name ?? callee.property?.name;
  const [subject] = given;
  if (name === "lazyDOMException") collectPlain(name, subject, id);
  else if (name === "E" && typeof subject?.value === "string")
    collectDefinition(subject.value, ...given.slice(1));
  else if (name === "makeException" && subject !== undefined)
    for (const message of evaluate(subject))
      for (const end of ["", "."]) add(null, `${VALUE} ${message}${end}`);
  else if (name === "exception" && subject?.type === "ObjectExpression") {
    const parts = ["header", "message"].map((key) =>
      subject.properties.find((property) => property.key?.name === key),
    );
    if (parts.every(Boolean))
      for (const [header, message] of product(parts.map(({ value }) => evaluate(value))))
        add(null, `${header}: ${message}`);
  }
}

function collectDefinition(code, message, ...bases) {
  if (code in NAMING_ARGUMENTS) return;
  if (typeof message?.value === "string") add(code, message.value.replace(/%[sdifjoOc]/g, VALUE));
  else for (const list of createArguments(message?.params?.length ?? 0)) addCreated(code, list);
  if (!bases.some((base) => base.name === "SystemError")) return;
  const context = { code: VALUE, message: VALUE, syscall: VALUE };
  for (const paths of [{}, { path: VALUE }, { path: VALUE, dest: VALUE }])
    addCreated(code, [{ ...context, ...paths }]);
}

/** Returns values for all arguments, and for each form that a message may have if one is left out, false or not found. */
function createArguments(count) {
  const values = Array(count).fill(VALUE);
  const others = values.flatMap((_, index) => [false, -1].map((other) => values.with(index, other)));
  return [
    values,
    ...others,
    ...values.map((_, length) => values.map((value, index) => (index < length ? value : undefined))),
  ];
}

/** Creates the error as Node does. Node refuses arguments of another type than its message needs. */
function addCreated(code, list, base) {
  try {
    const { message } = new (base === undefined ? codes[code] : (codes[code][base] ?? codes[code]))(...list);
    if (
      typeof message === "string" &&
      !(
        list.some((item) => item === undefined || item === -1 || item === false) &&
        /undefined|false|-1/.test(message)
      )
    )
      add(code, message);
  } catch {
    // Another call of the same code has arguments that suit.
  }
}

/** The constants that an expression can have, with `VALUE` for each part that is none. */
function evaluate(node) {
  switch (node.type) {
    case "Literal":
      return [node.regex || node.value === null ? VALUE : node.value];
    case "TemplateLiteral":
      return product(node.expressions.map(evaluate)).map((values) =>
        node.quasis.map(({ value }, index) => value.cooked + (values[index] ?? "")).join(""),
      );
    case "BinaryExpression":
      return node.operator === "+"
        ? product([node.left, node.right].map(evaluate)).map(([a, b]) => `${a}${b}`)
        : [VALUE];
    case "ConditionalExpression":
      return [...evaluate(node.consequent), ...evaluate(node.alternate)];
    case "LogicalExpression":
      return [...evaluate(node.left), ...evaluate(node.right)];
    case "Identifier":
      return evaluateVariable(node);
    case "ArrayExpression":
      return [node.elements.map((element) => (element === null ? VALUE : evaluate(element)[0]))];
    default:
      return [VALUE];
  }
}

/** A message is often a variable of the same function, to which more may be appended. */
function evaluateVariable({ name, start }) {
  const declaration = declarations.findLast(({ id, end }) => id.name === name && end < start);
  if (declaration === undefined || start - declaration.end > MAX_DISTANCE) return [VALUE];
  let texts = evaluate(declaration.init);
  for (const { left, right, end } of additions) {
    if (left.name !== name || end < declaration.end || end > start) continue;
    const isConditional = conditions.some(
      (branch) => branch.start > declaration.end && branch.start < end && branch.end >= end,
    );
    const longer = product([texts, evaluate(right)]).map(([a, b]) => `${a}${b}`);
    texts = isConditional ? [...texts, ...longer] : longer;
  }
  return texts.slice(-MAX_ALTERNATIVES);
}

function product(lists) {
  let combinations = [[]];
  for (const list of lists)
    combinations = combinations
      .flatMap((start) => list.map((item) => [...start, item]))
      .slice(0, MAX_ALTERNATIVES);
  return combinations;
}
