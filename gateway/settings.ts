import { z } from 'zod';
import { isSecure } from './identity/loopback.js';

/** A whole number from 0. */
export const natural = z.coerce
  .number({ error: ({ code }) => (code === 'invalid_type' ? 'must be a number' : undefined) })
  .int('must be a whole number')
  .min(0, 'must be 0 or more');

/** A whole number from 1. */
export const whole = natural.min(1, 'must be 1 or more');

/** Kinds of settings, each with its description: a number or a flag, with its default; a text that may be absent. */
export const count = (byDefault: number, meaning: string) => whole.default(byDefault).describe(meaning);
export const flag = (byDefault: boolean, meaning: string) =>
  z.union([z.boolean(), z.stringbool()]).default(byDefault).describe(meaning);
export const text = (meaning: string) => z.string().min(1).optional().describe(meaning);

/** Texts: a list, or one text with commas between them. */
export const list = z.union([
  z.array(z.string()),
  z.string().transform((written) =>
    written
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]);

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  return text.replace(/\/$/, '') === new URL(text).origin;
}

/** Its origin is written into a header: a host of other characters could end the directive there. */
export function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const { hostname, username, password } = url;
  const isPlain =
    /^[\w.-]+$|^\[[\da-f:.]+\]$/.test(hostname) && username === '' && password === '' && !/[?#\s]/.test(text);
  return isPlain && isSecure(url);
}

function isResource(text: string): boolean {
  return /^[\x21-\x7e]{1,2000}$/.test(text) && URL.canParse(text) && !text.includes('#');
}

/** The gateway's settings: its part of the registry, `cli/settings/registry.ts`. */
export const gatewaySettings = {
  host: z.string().default('127.0.0.1').describe('address to listen on; off loopback needs TLS or --behind-proxy'),
  port: natural.max(65_535).default(4000).describe('port to listen on; 0 takes a free one'),
  issuers: text(
    'JSON file with the token issuers: [{issuer, jwks?, audience?, public?}]; each is bound to its agency by agencies.yaml',
  ),
  audience: z.string().default('portcullis').describe('audience that access tokens must name'),
  revocations: text('file with the ids (jti) of revoked tokens, one a line; read again when it changes'),
  tlsCert: text('PEM file: certificate of the listener'),
  tlsKey: text('PEM file: its private key'),
  clientCa: text('PEM file: authority of client certificates'),
  behindProxy: text('address of the TLS-terminating proxy that is the only peer'),
  publicUrl: z
    .string()
    .refine(isOrigin, 'must be https:// (or http://) and a host, with at most a port')
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('URL by which clients reach it, without a path, for metadata; default: on loopback its own address'),
  corsOrigins: list.default([]).describe('origins of browser front-ends that may call, comma-separated; default none'),
  console: flag(true, 'serve the console at / (--no-console: do not)'),
  consoleIssuer: z
    .string()
    .refine(isIssuerUrl, 'must be https:// and a host, or http:// and a loopback address, without a query')
    .optional()
    .describe('OpenID Connect issuer at which the console signs in: one of --issuers; needs --console-client-id'),
  consoleClientId: z
    .string()
    .regex(/^[\x21-\x7e]{1,256}$/, 'must be 1 to 256 printable ASCII characters')
    .optional()
    .describe('id of the console at that issuer, as a public client'),
  consoleResource: z
    .string()
    .refine(isResource, 'must be an absolute URI without a fragment')
    .optional()
    .describe('what that issuer is to give tokens for (RFC 8707), where it does not know it by itself'),
  deadlineMs: count(10_000, 'longest time for a request, ms'),
  exportLimitMs: count(3_600_000, 'longest time for an export, all its pages together, ms'),
  sourceTimeoutMs: count(
    5_000,
    'longest wait for one statement of a source, of which one that searches has a tenth and one that counts 0.4, or for one answer of a remote source, ms',
  ),
  bodyLimitBytes: count(1_000_000, 'largest request body, before and after decompression, bytes'),
  witnesses: text(
    'trust file (C2SP tlog-policy) of the witnesses that cosign the audit log, and of their quorum; default: none are asked',
  ),
  witnessRequired: flag(
    false,
    'answer with no personal data where no quorum of witnesses has cosigned the audit log for a minute',
  ),
  accessLog: flag(
    true,
    'log a line for each request: agency, role, purpose, how it ended and how long it took; never a question or a value',
  ),
  compression: flag(true, 'pack long answers where the client asks for it'),
  sourceAnswerBytes: count(50_000_000, 'largest answer of one source, bytes'),
  maxObjects: count(1_000_000, 'objects that an operation may ask for at most, by schema, document and variables'),
  objectsPerMinute: natural
    .default(5_000_000)
    .describe('objects that one viewer may ask for in a minute, all instances together; 0: no budget'),
  agencyObjectsPerMinute: natural
    .default(50_000_000)
    .describe('objects that all viewers of one agency may ask for in a minute, all instances together; 0: no budget'),
  refusalsPerMinute: natural
    .default(600)
    .describe('refused requests of one viewer in a minute, all instances together, with an entry each; 0: no limit'),
  maxTokens: count(2_000, 'tokens of a document'),
  maxDepth: count(20, 'nesting of fields, fragments followed'),
  maxAliases: count(50, 'aliases of an operation, fragments followed'),
  maxRootFields: count(20, 'fields of the operation itself'),
  maxFields: count(800, 'fields of an operation, fragments followed'),
  maxFragments: count(50, 'fragments of a document'),
  maxDirectives: count(50, 'directives of a document'),
  production: flag(false, 'set by NODE_ENV=production: no local issuer, no permissive policy'),
};

/** Settings for remote sources; the limits apply to each source and process. */
export const remoteSettings = {
  sourceConcurrency: count(128, 'calls of one remote source at once'),
  sourceQueue: count(1_024, 'calls that may wait their turn before one remote source'),
  sourceBreakerFailures: count(10, 'failures in a row after which a remote source is not called for a while'),
  sourceBreakerPauseMs: count(
    1_000,
    'how long a failing remote source is not called before one request tries it again, ms',
  ),
  sourceConnectTimeoutMs: count(2_000, 'longest wait for a connection to a remote source, ms'),
};

const schema = z.object(gatewaySettings);
const remoteSchema = z.object(remoteSettings);

/** The settings for remote sources. */
export type RemoteSettings = Readonly<z.infer<typeof remoteSchema>>;

/** Their defaults. */
export const defaultRemoteSettings: RemoteSettings = remoteSchema.parse({});

/** The settings of a gateway. */
export type GatewaySettings = Readonly<z.infer<typeof schema>>;

/** Their defaults. */
export const defaultSettings: GatewaySettings = schema.parse({});
