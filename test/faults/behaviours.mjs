// What a server may do with a request or a connection.
import { gzipSync } from "node:zlib";

const answerStatus = (status, headers = {}) => ({
  answer: (response) => response.writeHead(status, { "Content-Length": 0, ...headers }).end(),
});
/** Stores the events of each request, and then answers in some way. */
const store = (answer) => ({ isStoring: true, answer });
const healthy = store((response) =>
  response.writeHead(200, { "Content-Type": "application/json" }).end("{}"),
);
/** Stores the events at once, and answers later. */
const answerLate = (ms) => store((response) => setTimeout(() => healthy.answer(response), ms));

const GZIP_BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024));

/**
 * `isStoring`: the events of a request have arrived. `isFinal`: the server will never store them. `isSilent`: a process that
 * sends by itself waits for its exit budget. `socket`: replaces HTTP.
 */
export const BEHAVIOURS = {
  healthy,
  "refuses connections": { isGone: true },
  "accepts, and never answers": { isSilent: true, socket: () => {} },
  "answers a byte a second": {
    isSilent: true,
    socket: (socket) => {
      const drops = setInterval(() => socket.write("H"), 1000);
      socket.resume().on("close", () => clearInterval(drops));
    },
  },
  "resets in the middle": { socket: (socket) => socket.once("data", () => socket.resetAndDestroy()) },
  "headers, then nothing": store((response) =>
    response.writeHead(200, { "Content-Length": 100 }).flushHeaders(),
  ),
  204: store((response) => response.writeHead(204).end()),
  "wrong JSON": store((response) =>
    response.writeHead(200, { "Content-Type": "application/json" }).end("<html>{"),
  ),
  "a gzip bomb": store((response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(GZIP_BOMB)),
  500: answerStatus(500),
  503: answerStatus(503),
  "503, Retry-After: 5": answerStatus(503, { "Retry-After": "5" }),
  "429, Retry-After: 5": answerStatus(429, { "Retry-After": "5" }),
  408: answerStatus(408),
  421: answerStatus(421),
  425: answerStatus(425),
  "a redirect to itself": { answer: (response) => response.writeHead(307, { Location: "/batch/" }).end() },
  400: { ...answerStatus(400), isFinal: true },
  401: { ...answerStatus(401), isFinal: true },
  413: { ...answerStatus(413), isFinal: true },
  "413 for more than two": {
    answer: (response, { ids }) => (ids.length > 2 ? answerStatus(413) : healthy).answer(response),
    isStoringSome: ({ ids }) => ids.length <= 2,
    isStoringInParts: true,
  },
};

/** For the cases that are about time. A slow server stores the events before it answers. */
export const SLOW = {
  "100 ms": answerLate(100),
  "400 ms": answerLate(400),
  "2 s": answerLate(2000),
};

/** Answers 429 to a request with an event that it sees for the first time. */
export const ONE_429 = {
  answer: (response, { isNew }) =>
    (isNew ? answerStatus(429, { "Retry-After": "1" }) : healthy).answer(response),
  isStoringSome: ({ isNew }) => !isNew,
};

/** Fails three requests in ten, in one of three ways. */
export const SOMETIMES_FAILING = {
  answer: (response, { luck }) => {
    if (luck >= 0.3) healthy.answer(response);
    else if (luck < 0.1) response.socket.destroy();
    else answerStatus(luck < 0.2 ? 500 : 503).answer(response);
  },
  isStoringSome: ({ luck }) => luck >= 0.3,
};
