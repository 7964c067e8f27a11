import { hash } from 'node:crypto';
import { readShape, type ShapePart } from '../store/foreign/shape.js';
import type { LogQuery } from '../store/pool.js';

/**
 * How the log's tables differ from what the product makes: sentences without a full stop. Rows are verified by their bytes, but
 * auditors search what the database shows them, through views, functions, rules and policies.
 *
 * @param store database of the entry keys; null if it is not known
 */
export async function findFalseShape(db: LogQuery, store: LogQuery | null): Promise<readonly string[]> {
  const parts = [...(await readShape(db, ['audit'])), ...(store ? await readShape(store, ['audit_keys']) : [])];
  const schemas = store ? ['audit.', 'audit_keys.'] : ['audit.'];
  return compareShape(
    expected.filter(({ of }) => schemas.some((schema) => of.startsWith(schema))),
    parts,
  );
}

function compareShape(own: readonly ShapePart[], found: readonly ShapePart[]): readonly string[] {
  const named = (part: ShapePart): string => `${part.part} of ${part.of}`;
  const stored = new Map(found.map((part) => [named(part), part.says]));
  const known = new Set(own.map(named));
  const changed = own.flatMap((part): string[] => {
    const says = stored.get(named(part));
    if (says === undefined) return part.part.startsWith('index ') ? [] : [`the ${named(part)} is missing`];
    return comparable(part.part, says) === part.says
      ? []
      : [`the ${named(part)} is not the one that the product makes`];
  });
  const added = found.filter((part) => intruders.test(part.part) && !known.has(named(part)));
  // Both stores may be one database.
  return [...new Set([...changed, ...added.map((part) => `the ${named(part)} is none that the product makes`)])];
}

/** Parts that come between a reader and rows; the product makes none of them. */
const intruders = /^(?:policy|row security|rule|trigger|table that inherits|replaced function|search_path|right of)/;

/** Views and functions are compared by the hash of their text. */
function comparable(part: string, says: string): string {
  return part === 'definition' || part.startsWith('function ') ? hash('sha256', says, 'hex').slice(0, 32) : says;
}

/** What migrations make of a table: its columns, by name, and its keys. */
const tables: Readonly<Record<string, readonly [columns: string, ...keys: string[]]>> = {
  'audit.checkpoint': [
    'at timestamp with time zone, log text, note text, size bigint',
    'checkpoint_pkey PRIMARY KEY (log, size)',
  ],
  'audit.cosigned': [
    'at timestamp with time zone, log text, note text, size bigint',
    'cosigned_pkey PRIMARY KEY (log, size)',
  ],
  'audit.entry': [
    [
      'agency text, at timestamp with time zone, bytes bytea, code text, document_hash text, header bytea, index bigint',
      'kind text, leaf_hash bytea, log text, purpose text, request_id text, role text, sealed bytea, subject text, tokens uuid[]',
    ].join(', '),
    'entry_log_request_id_kind_key UNIQUE (log, request_id, kind)',
    'entry_pkey PRIMARY KEY (log, index)',
  ],
  'audit.envelope': ['digest bytea, sealed bytea', 'envelope_pkey PRIMARY KEY (digest)'],
  'audit.lease': [
    'at timestamp with time zone, epoch bigint, holder text, log text, size bigint',
    'lease_pkey PRIMARY KEY (log, epoch)',
  ],
  'audit.node': ['hash bytea, index bigint, level smallint, log text', 'node_pkey PRIMARY KEY (log, level, index)'],
  'audit.posting': ['block bytea, bucket integer, run bigint', 'posting_pkey PRIMARY KEY (run, bucket)'],
  'audit.posting_run': [
    'bits smallint, count integer, first bigint, log text, month integer, run bigint',
    'posting_run_log_first_count_key UNIQUE (log, first, count)',
    'posting_run_pkey PRIMARY KEY (run)',
  ],
  'audit_keys.forgotten_seal': ['wrapped_by text', 'forgotten_seal_pkey PRIMARY KEY (wrapped_by)'],
  'audit_keys.tree_key': [
    'class text, day date, level smallint, log text, place bigint, wrapped_by text, wrapped_key bytea',
    'tree_key_pkey PRIMARY KEY (log, class, day, level, place)',
  ],
};

/** The indices of searches. A missing one makes a log slow, not false. */
const indices: Readonly<Record<string, string>> = {
  entry_act: `audit.entry USING btree (log, index) WHERE (kind = ANY (ARRAY[${['ERASE', 'HOLD', 'RELEASE', 'EXPIRE'].map(asText).join(', ')}]))`,
  entry_at: 'audit.entry USING btree (at)',
  entry_naming: `audit.entry USING btree (log, index) WHERE (kind = ANY (ARRAY[${['REGISTER', 'OPENED'].map(asText).join(', ')}]))`,
  entry_open_intent: `audit.entry USING btree (log, request_id) WHERE (kind = ${asText('INTENT')})`,
  entry_originator: "audit.entry USING btree (COALESCE(agency, ''::text), at)",
  entry_subject: 'audit.entry USING btree (subject, at)',
};

const expected: readonly ShapePart[] = [
  ...Object.entries(tables).flatMap(([of, [columns, ...keys]]): ShapePart[] => [
    { of, part: 'kind', says: 'r' },
    { of, part: 'column list', says: columns },
    ...keys.map((key) => {
      const [name = '', ...says] = key.split(' ');
      return { of, part: `constraint ${name}`, says: says.join(' ') };
    }),
  ]),
  ...Object.entries(indices).map(([name, says]): ShapePart => {
    const [of = ''] = says.split(' ');
    return { of, part: `index ${name}`, says: `CREATE INDEX ${name} ON ${says}` };
  }),
  { of: 'audit.entry_record', part: 'kind', says: 'v' },
  { of: 'audit.entry_record', part: 'definition', says: '380b02de4ee56e889bf82cd24a5caac7' },
  { of: 'audit.drop_covered_runs', part: 'function (of_log text)', says: '42f0ee5df08b57b4329960e6f78613e9' },
  { of: 'audit.entries_with', part: 'function (wanted bytea)', says: '2e0d8dac4616dd03b918cc4cc283cf87' },
  {
    of: 'audit.posting_index',
    part: 'function (first bigint, block bytea, at integer)',
    says: '824781d2b354f89d141331003f1aba33',
  },
];

function asText(value: string): string {
  return `'${value}'::text`;
}
