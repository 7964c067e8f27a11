/** The content of a JSON string without escapes. */
const words = '[^"\\\\\\x00-\\x1f]*';
const text = `(?:null|"${words}")`;
const kept = `(?:null|"(${words})")`;
const list = `\\[(?:"${words}"(?:,"${words}")*)?\\]`;
const number = '(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?';

/** Members of a usual header, in their order; the values of the `kept` ones are read. */
const members: Readonly<Record<string, string>> = {
  actor: text,
  agency: kept,
  agencyKind: text,
  askedAt: text,
  asker: kept,
  at: kept,
  categories: list,
  code: kept,
  ...{ disclosed: number, documentHash: kept, durationMs: number, kind: kept, operationName: text, originators: list },
  ...{ policyVersion: text, purpose: kept, requestId: kept, retention: kept, role: kept, rules: list },
  ...{ schemaHash: text, sources: list, version: '2' },
};

const usual = new RegExp(
  `^\\{${Object.entries(members)
    .map(([name, form]) => `"${name}":${form}`)
    .join(',')}\\}$`,
);

/** The members of a header that verification compares; undefined if null. */
export interface ComparedHeader {
  readonly agency?: unknown;
  readonly asker?: unknown;
  readonly at?: unknown;
  readonly code?: unknown;
  readonly documentHash?: unknown;
  readonly kind?: unknown;
  readonly purpose?: unknown;
  readonly requestId?: unknown;
  readonly retention?: unknown;
  readonly role?: unknown;
}

/**
 * Reads a header of the usual form: the same as JSON.parse, in a quarter of the time. Undefined for any other text, JSON or not.
 */
export function readUsualHeader(header: string): ComparedHeader | undefined {
  const found = usual.exec(header);
  if (!found) return undefined;
  // In the order of the members.
  const [, agency, asker, at, code, documentHash, kind, purpose, requestId, retention, role] = found;
  return { agency, asker, at, code, documentHash, kind, purpose, requestId, retention, role };
}
