import { factsOf } from '../../../cli/policy/explain.js';
import type { Policy } from '../../../policy/policy.js';
import type { Effect, RequestFacts } from '../../../policy/types.js';
import { guardsOf } from '../../../schema/access.js';
import { PortcullisError } from '../../../schema/errors.js';
import { productAccess } from '../../../schema/productAccess.js';
import { type RecordSourceName, recordSourceNames } from '../../../schema/sources.js';
import type { SourceDatabase } from '../../../storage/types.js';
import { subgraphs } from '../../../subgraphs/index.js';
import type { LookAt, LookedAt } from '../../../subgraphs/kit/explaining/lookAt.js';
import { sourceOfRows } from '../../../subgraphs/kit/explaining/placed.js';
import type { Asker, TestDeployment } from '../../support/deployment.js';
import { columnOf, type Rows } from './rows.js';

/** What a value of an answer is held to. */
export interface Judge {
  /** What is wrong with an object of an answer: each value that is not what is decided of its row. */
  look(asker: Asker, object: Readonly<Record<string, unknown>>): Promise<readonly string[]>;
  /** Values that were compared, by what is decided of them; `rows`: those in full that the table was asked for. */
  readonly compared: Record<Effect | 'rows', number>;
}

/** Opens the judge over a deployment; `databases` are what the records are looked at by. */
export function openJudge(
  { parts }: TestDeployment,
  policy: Policy,
  databases: ReadonlyMap<RecordSourceName, SourceDatabase>,
  rows: Rows,
): Judge {
  const looks = new Map<RecordSourceName, LookAt>(
    recordSourceNames.map((name) => {
      const database = databases.get(name) as SourceDatabase;
      return [name, subgraphs[name]({ policy, database, keys: parts.keys }, parts.keys).lookAt];
    }),
  );
  const compared = { FULL: 0, MASKED: 0, HIT: 0, NONE: 0, rows: 0 };
  /** Fields that are no leaf of a row with an envelope of its own, and types that have no such rows. */
  const elsewhere = new Set<string>();

  async function lookedAt(facts: RequestFacts, type: string, id: string, field: string): Promise<LookedAt | null> {
    const source = sourceOfRows(type);
    const coordinate = `${type}.${field}`;
    const look = source && looks.get(source);
    if (!look || elsewhere.has(coordinate)) return null;
    try {
      return await look(facts, { type, id }, coordinate);
    } catch (error) {
      if (!(error instanceof PortcullisError) || error.code !== 'BAD_USER_INPUT') throw error;
      elsewhere.add(coordinate);
      return null;
    }
  }

  return {
    compared,
    async look(asker, { __typename: type, id, ...values }) {
      if (typeof type !== 'string' || typeof id !== 'string' || !sourceOfRows(type)) return [];
      const { agency, role = 'ANALYST', purpose, caseReference } = asker;
      const facts = factsOf(policy, { agency, role, purpose, caseReference });
      const row = await rows.of(type, id);
      const faults: string[] = [];
      const known = new Map<string, LookedAt | null>();
      for (const [field, value] of Object.entries(values)) {
        const access = productAccess().of(`${type}.${field}`);
        if (!access || isObject(value) || policy.categories[access.category]?.whole) continue;
        const found = known.get(access.category) ?? (await lookedAt(facts, type, id, field));
        known.set(access.category, found);
        if (elsewhere.has(`${type}.${field}`)) continue;
        const guards = guardsOf(access);
        const effect = found ? found.deciding({ ...found, policy, facts, guards }).effect : 'NONE';
        compared[effect] += 1;
        const raw = row?.[columnOf(field)];
        if (effect === 'FULL' && isComparable(value, raw)) compared.rows += 1;
        const fault = faultOf(effect, value, raw);
        if (fault) faults.push(`${type}.${field} of ${id}: ${fault}`);
      }
      return faults;
    },
  };
}

/** What is wrong with a value by what is decided of it; `raw` is undefined where no column is called as the field. */
function faultOf(effect: Effect, value: unknown, raw: unknown): string | null {
  if (effect === 'FULL')
    return isComparable(value, raw) && !isSame(value, raw) ? `FULL, and ${say(value)} is not ${say(raw)}` : null;
  if (value === null) return null;
  if (effect !== 'MASKED') return `${effect}, and ${say(value)} is shown`;
  // A mask keeps four digits of a year; what is longer than that loses something.
  return typeof value === 'string' && value.length > 4 && value === raw ? `MASKED, and ${say(value)} is whole` : null;
}

/** A value as the table has it, the same instant, or null for an empty list. */
function isSame(value: unknown, raw: unknown): boolean {
  if (value === raw || (value === null && Array.isArray(raw) && raw.length === 0)) return true;
  return typeof value === 'string' && typeof raw === 'string' && Date.parse(value) === Date.parse(raw);
}

/** True of a value and a column of one kind: a column may hold the number of a code, and no column may be called as the field. */
function isComparable(value: unknown, raw: unknown): boolean {
  if (value === null || raw === null) return raw !== undefined && value !== undefined;
  return typeof value !== 'object' && typeof value === typeof raw;
}

function isObject(value: unknown): boolean {
  const [first] = Array.isArray(value) ? value : [value];
  return typeof first === 'object' && first !== null;
}

function say(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
