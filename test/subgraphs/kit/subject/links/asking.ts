import type { SourceName } from '../../../../../schema/sources.js';
import type { SourceAnswer } from '../../../../../subgraphs/kit/serve/execute.js';
import type { Asker } from '../../../askers.js';
import type { TestSource } from '../../../openSource.js';

/** The officer who answers persons for NL-CUSTOMS. */
export const dpo: Asker = { agency: 'NL-CUSTOMS', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST' };

/** Whom the tests ask for, as the source persons seals it. */
export const quill = {
  kind: 'subject',
  request: '018f0000-0000-4000-8000-000000000000',
  agency: 'NL-CUSTOMS',
  isNew: true,
  name: 'Quill Lanternby',
  birthDate: '1961-04-12',
  documents: [],
  eori: null,
  confirmed: [],
  excluded: [],
  refs: [],
  others: [] as readonly string[],
  isEoriTold: true,
};

/** What differs from `quill`. */
export type Differing = Readonly<Partial<Record<keyof typeof quill, unknown>>>;

/** A holding, as far as tests read it. */
export interface Holding {
  readonly id: string;
  readonly foundBy: string;
  readonly data: readonly { readonly path: string; readonly value: string; readonly ofRecord: boolean }[];
}

/** What a source holds. */
export interface Holdings {
  readonly found: readonly (Holding & Readonly<Record<string, unknown>>)[];
  readonly namesakes: readonly { readonly id: string; readonly alikeBy: string }[];
  readonly aboveClearance: number;
}

const fields = `source
  found { id type recordId recordType foundBy twin source sourceRef originator caseReference expiresAt classification
    data { path coordinate category value ofRecord } }
  namesakes { id type alikeBy source sourceRef caseReference } namesakesLeftOut aboveClearance`;

/** Asks a source for what it holds of `quill`, or of somebody who differs, for an officer. */
export function askHoldings(
  { ask, seal }: TestSource,
  field: SourceName,
  differing: Differing = {},
  asker: Asker = dpo,
): Promise<SourceAnswer> {
  const representations = [{ __typename: 'Subject', probe: seal(asker, { ...quill, ...differing }) }];
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Subject { ${field} { ${fields} } } } }`;
  return ask(asker, query, { representations });
}

/** An answer whose lists are in the order of their texts: tables are read side by side, and the manifest notes them as they come. */
export function ordered(answer: unknown): unknown {
  if (Array.isArray(answer)) {
    return answer.map(ordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, ordered(value)]));
}

/** What it answers, as read. @throws Error where the answer has errors */
export async function holdingsOf(...asking: Parameters<typeof askHoldings>): Promise<Holdings | null> {
  const { data, errors } = await askHoldings(...asking);
  if (errors) throw new Error(JSON.stringify(errors));
  const [subject] = (data as { readonly _entities: readonly (Readonly<Record<string, Holdings | null>> | null)[] })
    ._entities;
  return subject?.[asking[1]] ?? null;
}

/** The values of a holding by their paths: of the link itself, or of its record. */
export function valuesOf({ data }: Holding, ofRecord: boolean): Readonly<Record<string, string>> {
  return Object.fromEntries(data.flatMap((each) => (each.ofRecord === ofRecord ? [[each.path, each.value]] : [])));
}
