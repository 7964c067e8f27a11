import type { DisclosedGroup, EntryBody, StatedHeader } from '../../../../auditlog/types.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import { type Asker, type AuditSource, dutchOfficer } from '../ask.js';

/** What is held of the asked person in NL-CUSTOMS: a record and a link; and what is not of that person, or not of that agency. */
export const held = {
  person: `person_${'a'.repeat(24)}`,
  link: `seizureperson_${'b'.repeat(24)}`,
  other: `person_${'c'.repeat(24)}`,
  german: `person_${'d'.repeat(24)}`,
};

/** The request of the person. */
export const request = '5b0c8d6e-0001-4000-8000-000000000001';

/** A look as it is appended. */
export interface StatedLook {
  readonly header: Partial<StatedHeader>;
  readonly body: Partial<EntryBody>;
}

const kinds: Readonly<Record<string, string>> = {
  'NL-CUSTOMS': 'CUSTOMS_MS',
  'BE-CUSTOMS': 'CUSTOMS_MS',
  'DE-POLICE': 'POLICE_MS',
  'PL-BORDER': 'BORDER_GUARD_MS',
  'XA-CUSTOMS': 'PARTNER_THIRD_COUNTRY',
};

/** A look of an agency. */
export function look(
  agency: string | null,
  purpose: string | null,
  groups: readonly Partial<DisclosedGroup>[],
  header: Partial<StatedHeader> = {},
): StatedLook {
  const disclosed = groups.map((group) => ({
    type: 'Person',
    originator: 'NL-CUSTOMS',
    categories: ['persons.identity'],
    ids: [held.person],
    ...group,
  }));
  const agencyKind = agency === null ? null : (kinds[agency] ?? null);
  return { header: { agency, agencyKind, purpose, ...header }, body: { disclosed } };
}

/** That another agency agrees that its looks are told. */
export function agreement(agency: string, changes: Partial<StatedHeader> = {}): StatedLook {
  const stated = { kind: 'SUBJECT_AGREED' as const, subjectRequest: request, subjectAgency: 'NL-CUSTOMS', ...changes };
  return look(agency, 'DATA_SUBJECT_REQUEST', [], stated);
}

/** That the officer asked for the person under the request, and what was found. */
export function ask(
  ids: readonly string[] = [held.person, held.link],
  changes: Partial<DisclosedGroup> = {},
): StatedLook {
  const stated = { kind: 'SUBJECT_ASKED' as const, subjectRequest: request, subjectAgency: 'NL-CUSTOMS' };
  return look('NL-CUSTOMS', 'DATA_SUBJECT_REQUEST', [{ ids, ...changes }], stated);
}

/** How an asker may ask otherwise than usual. */
export interface Asking {
  readonly asker?: Asker;
  readonly ids?: readonly string[];
  readonly agency?: string;
  readonly request?: string;
  readonly after?: string | null;
  /** In place of the probe. */
  readonly probe?: string;
}

const query = `query ($probe: ID!, $after: String) { _entities(representations: [{ __typename: "SubjectSeen", probe: $probe }]) {
  ... on SubjectSeen { recipients(after: $after) { id looks next rows {
    agency agencyKind country thirdCountry told purpose month categories times restricted contact } } } } }`;

/** The answer to who has seen what was found, by default as the officer of NL-CUSTOMS asks. */
export function askSeen(source: AuditSource, asking: Asking = {}): Promise<SourceAnswer> {
  const { asker = dutchOfficer, ids = [held.person, held.link], agency = 'NL-CUSTOMS', after = null } = asking;
  const sealed = { kind: 'subjectSeen', agency, request: asking.request ?? request, ids, found: ids };
  const probe = asking.probe ?? source.seal(asker, sealed);
  return source.ask(asker, query, { probe, after });
}

/** A row of the answer, as far as tests look at it. */
export interface SeenRow {
  readonly agency: string | null;
  readonly told: string | null;
  readonly purpose: string | null;
  readonly month: string | null;
  readonly categories: readonly string[] | null;
  readonly times: number | null;
  readonly restricted: boolean;
}

/** The page of an answer; null where nothing was told. */
export function pageOf({
  data,
}: SourceAnswer): { readonly rows: SeenRow[]; readonly looks: number; readonly next: string | null } | null {
  const [entity] = (data?._entities ?? []) as ({ recipients: ReturnType<typeof pageOf> } | null)[];
  return entity?.recipients ?? null;
}
