import { z } from 'zod';

/** Kinds of settings. */
export const flag = z.union([z.boolean(), z.stringbool()]);
export const optionalText = z.string().min(1).optional();
export const milliseconds = z.coerce.number().int().min(1);
export const count = z.coerce.number().int().min(1);
const list = z
  .union([
    z.array(z.string()),
    z.string().transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  ])
  .default([]);

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  return text.replace(/\/$/, '') === new URL(text).origin;
}

/** What the gateway may be told: its part of the registry of settings, `cli/settings/registry.ts`. */
export const gatewaySettings = {
  host: z.string().default('127.0.0.1').describe('address to listen on; off loopback needs TLS or --behind-proxy'),
  port: z.coerce.number().int().min(0).max(65_535).default(4000).describe('port to listen on; 0 takes a free one'),
  issuers: optionalText.describe(
    'JSON file with the token issuers: [{issuer, jwks, audience?}]; each is bound to its agency by agencies.yaml',
  ),
  audience: z.string().default('portcullis').describe('audience that access tokens must name'),
  revocations: optionalText.describe(
    'file with the ids (jti) of revoked tokens, one a line; read again when it changes',
  ),
  tlsCert: optionalText.describe('PEM file: certificate of the listener'),
  tlsKey: optionalText.describe('PEM file: its private key'),
  clientCa: optionalText.describe('PEM file: authority of client certificates'),
  behindProxy: optionalText.describe('address of the TLS-terminating proxy that is the only peer'),
  publicUrl: z
    .string()
    .refine(isOrigin, 'has to be https:// (or http://), a name, and no more than a port behind it')
    .transform((url) => new URL(url).origin)
    .optional()
    .describe(
      'URL by which clients reach it, without a path, for what describes it; default: on loopback its own address',
    ),
  corsOrigins: list.describe('origins of browser front-ends that may call, comma-separated; default none'),
  deadlineMs: milliseconds.default(10_000).describe('longest life of a request, ms'),
  sourceTimeoutMs: milliseconds.default(5_000).describe('longest wait for one answer of one source, ms'),
  bodyLimitBytes: count.default(1_000_000).describe('largest request body, before and after decompression, bytes'),
  witnesses: optionalText.describe(
    'trust file (C2SP tlog-policy) of the witnesses that cosign the audit log, and of their quorum; default: none are asked',
  ),
  witnessRequired: flag
    .default(false)
    .describe('answer with no personal data where no quorum of witnesses has cosigned the audit log for a minute'),
  compression: flag.default(true).describe('pack long answers where the client asks for it'),
  sourceAnswerBytes: count.default(50_000_000).describe('largest answer of one source, bytes'),
  maxObjects: count
    .default(1_000_000)
    .describe('objects that an operation may ask for at most, from its `first` arguments'),
  objectsPerMinute: z.coerce
    .number()
    .int()
    .min(0)
    .default(5_000_000)
    .describe('objects that one viewer may ask for in a minute, all workers together; 0: no budget'),
  maxTokens: count.default(2_000).describe('tokens of a document'),
  maxDepth: count.default(20).describe('nesting of fields, fragments followed'),
  maxAliases: count.default(50).describe('aliases of an operation, fragments followed'),
  maxRootFields: count.default(20).describe('fields of the operation itself'),
  maxFields: count.default(800).describe('fields of an operation, fragments followed'),
  maxFragments: count.default(50).describe('fragments of a document'),
  maxDirectives: count.default(50).describe('directives of a document'),
  production: flag.default(false).describe('set by NODE_ENV=production: no local issuer, no permissive policy'),
};

const schema = z.object(gatewaySettings);

/** The settings of a gateway. */
export type GatewaySettings = Readonly<z.infer<typeof schema>>;

/** The settings of a gateway that was told nothing. */
export const defaultSettings: GatewaySettings = schema.parse({});
