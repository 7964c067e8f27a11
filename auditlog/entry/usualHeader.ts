/** What a text in JSON says without a backslash in it. */
const words = '[^"\\\\\\x00-\\x1f]*';
const text = `(?:null|"${words}")`;
const told = `(?:null|"(${words})")`;
const list = `\\[(?:"${words}"(?:,"${words}")*)?\\]`;
const number = '(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?';

/** Members of the header of nearly every entry, in their order; of those that are `told`, the value is looked at. */
const members: Readonly<Record<string, string>> = {
  ...{
    actor: text,
    agency: told,
    agencyKind: text,
    askedAt: text,
    asker: told,
    at: told,
    categories: list,
    code: told,
  },
  ...{ disclosed: number, documentHash: told, durationMs: number, kind: told, operationName: text, originators: list },
  ...{ policyVersion: text, purpose: told, requestId: told, retention: told, role: told, rules: list },
  ...{ schemaHash: text, sources: list, version: '2' },
};

const usual = new RegExp(
  `^\\{${Object.entries(members)
    .map(([name, form]) => `"${name}":${form}`)
    .join(',')}\\}$`,
);

/** What a header says that is looked at; undefined where it is null. */
export interface SaidHeader {
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
 * What the header of an entry says of kind, times and who asked, where its text is of the usual form: the same that JSON says, in a
 * quarter of the time. Undefined for any other text, JSON or not.
 */
export function readUsualHeader(header: string): SaidHeader | undefined {
  const found = usual.exec(header);
  if (!found) return undefined;
  // In the order of the members.
  const [, agency, asker, at, code, documentHash, kind, purpose, requestId, retention, role] = found;
  return { agency, asker, at, code, documentHash, kind, purpose, requestId, retention, role };
}
