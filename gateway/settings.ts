/** What the gateway may be told; the names are those of `cli/config.ts`, which documents each. */
export interface GatewaySettings {
  readonly host: string;
  readonly port: number;
  /** Audience that access tokens must name. */
  readonly audience: string;
  /** JSON file with the token issuers; absent: the local development issuer, on loopback only. */
  readonly issuers?: string | undefined;
  /** File with the ids (jti) of revoked tokens, one a line. */
  readonly revocations?: string | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly clientCa?: string | undefined;
  /** Address of the TLS-terminating proxy that is the only peer. */
  readonly behindProxy?: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly deadlineMs: number;
  readonly sourceTimeoutMs: number;
  readonly bodyLimitBytes: number;
  readonly maxTokens: number;
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxFields: number;
  readonly maxFragments: number;
  readonly maxDirectives: number;
  /** Objects that an operation may ask for at most, from its `first` arguments. */
  readonly maxObjects: number;
  /** Objects that one viewer may ask for in a minute; 0: no budget. */
  readonly objectsPerMinute: number;
  /** Largest answer of one source, bytes. */
  readonly sourceAnswerBytes: number;
  /** Packs long answers where the client asks for it; docs/decisions/0008-packed-answers.md. */
  readonly compression: boolean;
  readonly production: boolean;
}

/** The settings of a gateway that was told nothing. */
export const defaultSettings: GatewaySettings = {
  host: '127.0.0.1',
  port: 4000,
  audience: 'portcullis',
  corsOrigins: [],
  deadlineMs: 10_000,
  sourceTimeoutMs: 5_000,
  bodyLimitBytes: 1_000_000,
  maxTokens: 2_000,
  maxDepth: 20,
  maxAliases: 50,
  maxRootFields: 20,
  maxFields: 800,
  maxFragments: 50,
  maxDirectives: 50,
  maxObjects: 1_000_000,
  objectsPerMinute: 5_000_000,
  sourceAnswerBytes: 50_000_000,
  compression: true,
  production: false,
};
