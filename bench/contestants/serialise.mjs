// Ways to sanitize a response. `library` is the library's own model, `own` a tool's class.
import { declareAnonymity, redactIdentifiableInfo, serializeForTelemetry } from "codeweaver-telemetry";
import { FindCodeResponseSummary } from "codeweaver-telemetry/models";
import {
  answerByHand,
  distribution,
  remembering,
  rememberingDigest,
  responseByHand,
} from "../fixtures/by-hand.mjs";
import { ANSWER_DECLARATIONS, Answer, answer, MATCH_DECLARATIONS, Match } from "../fixtures/own-model.mjs";
import { RESPONSES, responseInput, several } from "../fixtures/response.mjs";
import { declareForTransformer, mirrored, ownAnswer, schemas } from "../fixtures/transformed.mjs";
import { load, loadCommon } from "../peers/peer-modules.mjs";
import { useFixedSalt } from "../support/fixed-salt.mjs";

const response = (number) => new FindCodeResponseSummary(responseInput(number));
const rememberingGuard = () => remembering((text) => redactIdentifiableInfo(text).slice(0, 256));

/** Created before the measurement. */
const inputs = () => [several(response), several(answer)];

function casesOf(toResponse, toAnswer, responses, answers) {
  return {
    cases: {
      library: (i) => toResponse(responses[i % RESPONSES]),
      own: (i) => toAnswer(answers[i % RESPONSES]),
    },
  };
}

/** Freezes JSON with all its parts. */
function frozen(json) {
  if (typeof json === "object" && json !== null) for (const item of Object.values(json)) frozen(item);
  return Object.freeze(json);
}

function byHand(isFresh, finish = (json) => json) {
  const made = inputs();
  return () => {
    const hash = rememberingDigest(isFresh);
    const guard = rememberingGuard();
    return casesOf(
      (each) => finish(responseByHand(each, hash)),
      (each) => finish(answerByHand(each, hash, guard)),
      ...made,
    );
  };
}

export const contestants = {
  "codeweaver-telemetry": async ({ isFresh }) => {
    if (!isFresh) await useFixedSalt();
    const made = inputs();
    return () => {
      declareAnonymity(Answer, ANSWER_DECLARATIONS);
      declareAnonymity(Match, MATCH_DECLARATIONS);
      return casesOf(serializeForTelemetry, serializeForTelemetry, ...made);
    };
  },
  "by hand": async ({ isFresh }) => byHand(isFresh),
  "by hand, and frozen": async ({ isFresh }) => byHand(isFresh, frozen),
  "class-transformer instanceToPlain": async ({ isFresh }) => {
    const transformer = await loadCommon("class-transformer");
    const responses = several((number) => mirrored(response(number)));
    const answers = several((number) => ownAnswer(responseInput(number)));
    return () => {
      declareForTransformer(transformer, rememberingDigest(isFresh), rememberingGuard());
      const toPlain = (each) => transformer.instanceToPlain(each);
      return casesOf(toPlain, toPlain, responses, answers);
    };
  },
  "zod 4 transform": async ({ isFresh }) => {
    const z = await load("zod");
    const made = inputs();
    return () => {
      const schema = schemas(z, rememberingDigest(isFresh), rememberingGuard());
      return casesOf(
        (each) => schema.response.parse(each),
        (each) => schema.answer.parse(each),
        ...made,
      );
    };
  },
  "fast-redact, to JSON, what is undeclared as it is": async ({ isFresh }) => {
    const { default: fastRedact } = await loadCommon("fast-redact");
    const made = inputs();
    return () => {
      const hash = rememberingDigest(isFresh);
      const censor = (value, path) => {
        const field = path.at(-1);
        if (field === "path" || field === "repository") return hash(value);
        if (field === "languages" || field === "languagesFound" || field === "searchStrategy")
          return distribution(value);
        return field === "metadata" ? Object.keys(value).length : value.length;
      };
      const matches = ["matches[*].content", "matches[*].relatedSymbols", "matches[*].file.path"];
      const ofResponse = ["summary", "warnings", "searchStrategy", "languagesFound", "metadata", ...matches];
      const ofMatches = ["matches[*].path", "matches[*].content", "matches[*].symbols"];
      const ofAnswer = ["query", "repository", "summary", "languages", "warnings", ...ofMatches];
      return casesOf(
        fastRedact({ paths: ofResponse, censor }),
        fastRedact({ paths: ofAnswer, censor }),
        ...made,
      );
    };
  },
  structuredClone: async () => {
    const made = inputs();
    return () => casesOf(structuredClone, structuredClone, ...made);
  },
  "JSON copy": async () => {
    const made = inputs();
    const copy = (each) => JSON.parse(JSON.stringify(each));
    return () => casesOf(copy, copy, ...made);
  },
};
