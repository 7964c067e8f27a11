import type { Policy } from '../../../policy/policy.js';
import type { Purpose, RequestFacts, Role } from '../../../policy/types.js';
import type { WritableDatabase } from '../../../storage/types.js';
import type { SourceRequest } from '../../../subgraphs/kit/request.js';
import { signAssertion, statedText } from '../../../subgraphs/kit/serve/assertion.js';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';

/** The one instant of these tests. */
export const asOf = '2026-11-25T10:00:00.000Z';

export const keys = {
  link: new Uint8Array(32).fill(1),
  probe: new Uint8Array(32).fill(2),
  cursor: new Uint8Array(32).fill(3),
};

/** A checked request of an agency's officer. */
export function requestOf(
  policy: Policy,
  agencyId: string,
  stated: { readonly role?: Role; readonly purpose?: Purpose; readonly subject?: string; readonly at?: string } = {},
): SourceRequest {
  const agency = policy.agencies[agencyId];
  if (!agency) throw new Error(`no agency ${agencyId}`);
  const facts: RequestFacts = {
    viewer: {
      subject: stated.subject ?? 'officer-1',
      agency: agency.id,
      kind: agency.kind,
      country: agency.country,
      role: stated.role ?? 'ANALYST',
      clearance: agency.clearance,
    },
    purpose: stated.purpose ?? 'CRIMINAL_INVESTIGATION',
    caseReference: 'CASE-1',
    asOf: stated.at ?? asOf,
  };
  return { facts, requestId: 'request-1', policyVersion: policy.version, intent: 'READ', audience: 'cargo' };
}

/** An assertion of a request, over a body. */
export function signed(key: Uint8Array, request: SourceRequest, body: string | Uint8Array, now?: number): string {
  return signAssertion(key, statedText(request), { audience: request.audience, body }, now);
}

/** Values of a table's columns; an absent one takes the table's default. */
export type Values = Readonly<Record<string, unknown>>;

export async function insert(database: WritableDatabase, table: string, values: Values): Promise<void> {
  const names = Object.keys(values);
  const places = names.map((_, index) => `$${index + 1}`);
  await database.exec(
    `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
    Object.values(values),
  );
}

const everything = ['cargo.movement', 'cargo.goods', 'cargo.parties', 'cargo.risk'];

/** A consignment of NL-CUSTOMS that holds all four categories, unless said otherwise. */
export async function insertConsignment(database: WritableDatabase, key: string, values: Values = {}): Promise<string> {
  const id = `consignment_${key}`;
  await insert(database, 'cargo.consignment', {
    id,
    ref: `ref-${key}`,
    originator: 'NL-CUSTOMS',
    source: 'demo-cargo',
    source_ref: key,
    holds: everything,
    content_hash: key,
    mrn: null,
    ...values,
  });
  return id;
}

/** Data of an answer without prototypes, as a client would parse it. */
export function dataOf(answer: SourceAnswer): Record<string, never> {
  return JSON.parse(JSON.stringify(answer.data ?? null)) as Record<string, never>;
}
