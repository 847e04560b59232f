/** Tokens of embedding, vector database and model tracing services. */
import { TRUFFLEHOG, type Vendor } from "./vendor.js";

export const VECTOR_VENDORS: readonly Vendor[] = [
  {
    vendor: "Voyage AI",
    form: "API key",
    source: "docs.voyageai.com",
    make: (r) => `pa-${r.base64url(42)}${r.base62(1)}`,
  },
  {
    vendor: "Jina AI",
    form: "API key",
    source: "jina.ai/embeddings",
    make: (r) => `jina_${r.hex(32)}${r.base62(28)}`,
  },
  {
    vendor: "Pinecone",
    form: "API key",
    source: TRUFFLEHOG,
    make: (r) => `pcsk_${r.base62(6)}_${r.base62(63)}`,
  },
  {
    vendor: "Pinecone",
    form: "legacy key",
    source: "docs.pinecone.io",
    make: (r) => r.uuid(),
    key: ["PINECONE_API_KEY"],
  },
  {
    vendor: "Qdrant",
    form: "cloud key",
    source: "qdrant.tech documentation",
    make: (r) => `${r.uuid()}|${r.base64url(53)}${r.base62(1)}`,
  },
  {
    vendor: "Qdrant",
    form: "legacy key",
    source: "qdrant.tech documentation",
    make: (r) => r.base64url(53) + r.base62(1),
    key: ["QDRANT_API_KEY"],
  },
  {
    vendor: "Weaviate",
    form: "API key",
    source: "docs.weaviate.io",
    make: (r) => r.base62(36),
    key: ["WEAVIATE_API_KEY", "WCD_API_KEY"],
  },
  {
    vendor: "LangSmith",
    form: "personal token",
    source: TRUFFLEHOG,
    make: (r) => `lsv2_pt_${r.hex(32)}_${r.hex(10)}`,
  },
  {
    vendor: "LangSmith",
    form: "service key",
    source: TRUFFLEHOG,
    make: (r) => `lsv2_sk_${r.hex(32)}_${r.hex(10)}`,
  },
  { vendor: "Langfuse", form: "secret key", source: TRUFFLEHOG, make: (r) => `sk-lf-${r.uuid()}` },
  {
    vendor: "Weights & Biases",
    form: "API key",
    source: TRUFFLEHOG,
    make: (r) => r.hex(40),
    key: ["WANDB_API_KEY"],
  },
  { vendor: "Tavily", form: "API key", source: "docs.tavily.com", make: (r) => `tvly-${r.base62(32)}` },
];
