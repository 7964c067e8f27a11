import { findLoosened, type RestrictedTerms, type Restriction } from '../../../policy/loosening.js';
import type { Policy } from '../../../policy/policy.js';
import { classifications } from '../../../policy/types.js';
import { readEnvelopeTerms } from '../../../storage/envelopeTerms.js';
import { quoteTable } from '../../../storage/pool/quote.js';
import { termsText } from '../../../storage/sql.js';
import type { Transaction } from '../../../storage/types.js';
import type { PreparedRow } from '../../rows/rows.js';
import type { StagedItem } from '../../rows/stagedItem.js';
import { keysOf, nameText, originatorsOf, type StoredState } from './stored.js';

/**
 * Finds in which terms items loosen the stored envelope of their record, by the item's number; a link counts for the record
 * that asserts it. Looked up only for what would be changed, or come back after a withdrawal: two statements a table.
 */
export async function findLoosenedItems(
  transaction: Transaction,
  policy: Policy,
  source: string,
  items: readonly StagedItem[],
  stateOf: (item: StagedItem) => StoredState | undefined,
): Promise<ReadonlyMap<number, readonly Restriction[]>> {
  const found = new Map<number, readonly Restriction[]>();
  const asked = items.filter((item) => {
    const state = stateOf(item);
    return item.row !== null && state !== undefined && state.contentHash !== item.row.contentHash;
  });
  for (const table of new Set(asked.map((item) => item.table))) {
    const own = asked.filter((item) => item.table === table);
    const stored = await findEnvelopes(transaction, table, source, own, stateOf);
    for (const { seq, originator, sourceRef, row } of own) {
      const present = stored.get(nameText({ originator, sourceRef }));
      if (present === undefined || row === null) continue;
      const terms = findLoosened(policy, present, toTerms(row));
      const all = new Set([...(found.get(seq) ?? []), ...terms]);
      if (all.size > 0) found.set(seq, [...all]);
    }
  }
  return found;
}

async function findEnvelopes(
  transaction: Transaction,
  table: string,
  source: string,
  items: readonly StagedItem[],
  stateOf: (item: StagedItem) => StoredState | undefined,
): Promise<ReadonlyMap<string, RestrictedTerms>> {
  const some = (isLive: boolean) => items.filter((item) => (stateOf(item)?.contentHash != null) === isLive);
  const [live, ended] = [some(true), some(false)];
  const [schema] = table.split('.');
  const rows: EnvelopeRow[] = [];
  if (live.length > 0) {
    rows.push(
      ...(await transaction.exec<EnvelopeRow>(
        `select source_ref, originator, ${expiry('t')}, ${termsText('t')} as terms from ${quoteTable(table)} t
         where source = $1 and source_ref = any($2) and originator = any($3)`,
        [source, keysOf(live), originatorsOf(live)],
      )),
    );
  }
  if (ended.length > 0) {
    rows.push(
      ...(await transaction.exec<EnvelopeRow>(
        `select distinct on (originator, source_ref) source_ref, originator, ${expiry('t')}, terms
         from ${quoteTable(`${schema}.history`)} t
         where record_table = $1 and source = $2 and source_ref = any($3) and originator = any($4)
         order by originator, source_ref, version desc`,
        [table, source, keysOf(ended), originatorsOf(ended)],
      )),
    );
  }
  return new Map(
    rows.map((row) => [nameText({ originator: row.originator, sourceRef: row.source_ref }), ofStored(row)]),
  );
}

interface EnvelopeRow {
  readonly source_ref: string;
  readonly originator: string;
  readonly expires: string | null;
  readonly terms: string;
}

function expiry(alias: string): string {
  return `to_char(${alias}.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as expires`;
}

function ofStored({ originator, expires, terms: text }: EnvelopeRow): RestrictedTerms {
  const { classification, ...terms } = readEnvelopeTerms(text);
  return { ...terms, originator, classification: levelOf(classification), expiresAt: expires };
}

/** The terms of a row that is about to be stored. */
function toTerms({ columns }: PreparedRow): RestrictedTerms {
  const list = (name: string): readonly string[] => (columns[name] as readonly string[] | null) ?? [];
  const text = (name: string): string | null => (columns[name] as string | null) ?? null;
  const expires = text('expires_at');
  return {
    originator: text('originator') ?? '',
    classification: levelOf(columns.classification as number),
    handlingCodes: list('handling_codes'),
    addressees: list('addressees'),
    releasableTo: list('releasable_to'),
    hitTo: list('hit_to'),
    purposeLimits: list('purpose_limits'),
    dataSubjectCategory: text('data_subject_category'),
    minor: columns.minor === true,
    jointOperation: text('joint_operation'),
    expiresAt: expires === null ? null : new Date(expires).toISOString(),
  };
}

function levelOf(level: number): RestrictedTerms['classification'] {
  return classifications[level] ?? 'SECRET_UE';
}

/** Member of a staged row that names the terms in which its envelope is looser; no column of any table has this name. */
export const loosenedKey = 'loosened';
