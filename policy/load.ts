import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { readPackageFile } from '../schema/files.js';
import { type AgenciesFile, agenciesShape, type MatrixFile, matrixShape, operationsShape } from './fileShapes.js';
import type { Agency, CategoryRow, Cell, OperationGrant, Policy, PurposeRow, RoleRow } from './policy.js';
import { groupOf } from './standing.js';
import { agencyKinds, type Category, type Effect, type Purpose, purposes, roles } from './types.js';
import { parseKnownYaml, parseYaml } from './yaml.js';

/** Texts of the three policy files. */
export interface PolicyFiles {
  readonly matrix: string;
  readonly agencies: string;
  readonly operations: string;
}

/**
 * The policy of this deployment, from `policy/*.yaml`. Checked whole: any mistake throws an `Error` whose message
 * names the file and the place, and nothing starts.
 */
export function loadPolicy(): Policy {
  loaded ??= parsePolicy(readPolicyFiles(), parseKnownYaml);
  return loaded;
}

// Why kept: a process has one policy, frozen.
let loaded: Policy | undefined;

/** The texts as they ship with the product. */
export function readPolicyFiles(): PolicyFiles {
  return {
    matrix: readPackageFile('policy', 'matrix.yaml'),
    agencies: readPackageFile('policy', 'agencies.yaml'),
    operations: readPackageFile('policy', 'operations.yaml'),
  };
}

/**
 * A policy from the texts of its files; see `loadPolicy`.
 *
 * @param parse the value of a YAML text; throws where it is none
 */
export function parsePolicy(files: PolicyFiles, parse: (text: string) => unknown = parseYaml): Policy {
  const read = <Shape extends z.ZodType>(file: keyof PolicyFiles, shape: Shape): z.output<Shape> =>
    readFile(`${file}.yaml`, files[file], shape, parse);
  const matrix = read('matrix', matrixShape);
  const agencies = read('agencies', agenciesShape);
  const operations = read('operations', operationsShape);

  const content = {
    categories: categoryRows(matrix),
    masks: matrix.masks,
    purposes: complete('matrix.yaml purposes', purposes, matrix.purposes as Record<Purpose, PurposeRow>),
    roles: roleRows(matrix),
    // Why no prototype: a role is looked up by a text of the delivery.
    linkSubjects: { ...matrix.linkSubjects, roles: record(Object.entries(matrix.linkSubjects.roles)) },
    agencies: agencyRows(agencies),
    sources: sourceRows(agencies, matrix),
    operations: operations.operations.map((row): OperationGrant => ({ ...row })),
  };
  for (const operation of content.operations) checkOperation(operation, content);
  const ids = content.operations.map((operation) => operation.id);
  if (new Set(ids).size !== ids.length) throw new Error('operations.yaml: an id occurs twice');
  return deepFreeze({ version: createHash('sha256').update(canonical(content)).digest('hex'), ...content });
}

function readFile<Shape extends z.ZodType>(
  file: string,
  text: string,
  shape: Shape,
  parse: (text: string) => unknown,
): z.output<Shape> {
  // Why not compiled: it is done once, and compiling the shapes takes longer.
  const parsed = shape.safeParse(readYaml(file, text, parse), { jitless: true });
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join(' > ') || '(top)'}: ${issue.message}`);
  throw new Error(`${file}: ${places.join('; ')}`);
}

function readYaml(file: string, text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'not YAML'}`, { cause: error });
  }
}

function categoryRows(matrix: MatrixFile): Record<Category, CategoryRow> {
  const rows = Object.entries(matrix.categories).map(([category, row]): [Category, CategoryRow] => {
    const place = `matrix.yaml categories > ${category}`;
    const cells = complete(`${place} > cells`, agencyKinds, row.cells as Record<string, Cell | Effect>);
    return [
      category,
      {
        ...row,
        category,
        purposes: purposeList(place, row.purposes, matrix),
        cells: record(agencyKinds.map((kind) => [kind, toCell(cells[kind])])) as CategoryRow['cells'],
      },
    ];
  });
  for (const [category, row] of rows) {
    if (row.needs === null) continue;
    const needed = rows.find(([name]) => name === row.needs)?.[1];
    // Why an envelope's: `needs` has no part in which rows are visible.
    if (!needed || needed.needs !== null || !row.envelope)
      throw new Error(`matrix.yaml categories > ${category} > needs: of an envelope's category, one that needs none`);
  }
  for (const needed of ['public', 'handling', 'handling.originator', 'handling.subject']) {
    if (!rows.some(([category]) => category === needed))
      throw new Error(`matrix.yaml categories: ${needed} is missing`);
  }
  return record(rows);
}

type WrittenCell = MatrixFile['categories'][string]['cells'][keyof MatrixFile['categories'][string]['cells']];

function toCell(written: unknown): Cell {
  const cell = written as WrittenCell;
  if (typeof cell === 'string') return { effect: cell, roles: null, purposes: null, otherwise: 'NONE', scope: null };
  return {
    effect: cell.effect,
    roles: cell.roles ?? null,
    purposes: cell.purposes ?? null,
    otherwise: cell.otherwise ?? 'NONE',
    scope: cell.scope ?? null,
  };
}

function roleRows(matrix: MatrixFile): Record<(typeof roles)[number], RoleRow> {
  const written = complete('matrix.yaml roles', roles, matrix.roles);
  const categories = Object.keys(matrix.categories);
  return record(
    roles.map((role) => {
      const row = written[role];
      for (const category of Object.keys(row.caps)) {
        if (category !== '*' && !categories.includes(category))
          throw new Error(`matrix.yaml roles > ${role} > caps: no category ${category}`);
      }
      const caps = record(categories.map((category) => [category, row.caps[category] ?? row.caps['*'] ?? 'FULL']));
      return [role, { purposes: purposeList(`matrix.yaml roles > ${role}`, row.purposes, matrix), caps }];
    }),
  ) as Record<(typeof roles)[number], RoleRow>;
}

function purposeList(place: string, written: string | readonly Purpose[], matrix: MatrixFile): readonly Purpose[] {
  if (typeof written !== 'string') return written;
  const set = Object.hasOwn(matrix.purposeSets, written) ? matrix.purposeSets[written] : undefined;
  if (!set) throw new Error(`${place} > purposes: no purpose set ${written}`);
  return set;
}

function agencyRows(file: AgenciesFile): Record<string, Agency> {
  const byId = record(file.agencies.map((row): [string, Agency] => [row.id, row]));
  if (Object.keys(byId).length !== file.agencies.length) throw new Error('agencies.yaml: an id occurs twice');
  for (const agency of file.agencies) {
    const place = `agencies.yaml ${agency.id}`;
    for (const id of agency.mandate) if (!byId[id]) throw new Error(`${place} > mandate: no agency ${id}`);
    const oversees = agency.kind === 'SUPERVISOR' || agency.kind === 'INTERNAL_AUDIT';
    if (oversees !== agency.mandate.length > 0)
      throw new Error(`${place} > mandate: for SUPERVISOR and INTERNAL_AUDIT, and only for them`);
    if (agency.overseesNobody && agency.kind !== 'SUPERVISOR')
      throw new Error(`${place} > overseesNobody: for SUPERVISOR only`);
    if (!matchesWhole(place, agency.caseReference))
      throw new Error(`${place} > caseReference: the example does not match the pattern`);
  }
  for (const key of ['issuers', 'clientCertificates'] as const) {
    const all = file.agencies.flatMap((agency) => (key === 'clientCertificates' ? agency[key] : []));
    if (new Set(all).size !== all.length) throw new Error(`agencies.yaml: one of the ${key} is bound to two agencies`);
  }
  return byId;
}

function sourceRows(file: AgenciesFile, matrix: MatrixFile): Record<string, readonly string[]> {
  const known = Object.keys(matrix.categories).map(groupOf);
  for (const [source, groups] of Object.entries(file.sources)) {
    for (const group of groups)
      if (!known.includes(group))
        throw new Error(`agencies.yaml sources > ${source}: no category begins with ${group}.`);
  }
  for (const { id, originates } of file.agencies) {
    for (const source of originates)
      if (!Object.hasOwn(file.sources, source))
        throw new Error(`agencies.yaml ${id} > originates: no source ${source}`);
  }
  return record(Object.entries(file.sources));
}

function matchesWhole(place: string, written: { pattern: string; example: string }): boolean {
  try {
    return new RegExp(`^(?:${written.pattern})$`, 'u').test(written.example);
  } catch (error) {
    throw new Error(`${place} > caseReference > pattern: not a regular expression`, { cause: error });
  }
}

function checkOperation(operation: OperationGrant, content: Pick<Policy, 'agencies' | 'categories'>): void {
  const place = `operations.yaml ${operation.id}`;
  for (const id of operation.members) if (!content.agencies[id]) throw new Error(`${place} > members: no agency ${id}`);
  for (const category of operation.categories) {
    const row = content.categories[category];
    if (!row) throw new Error(`${place} > categories: no category ${category}`);
    if (row.special || row.public || row.envelope || !row.own)
      throw new Error(`${place} > categories: ${category} cannot be granted`);
  }
  if (Date.parse(operation.from) >= Date.parse(operation.to)) throw new Error(`${place}: from is not before to`);
}

function complete<Key extends string, Row>(
  place: string,
  keys: readonly Key[],
  rows: Partial<Record<Key, Row>>,
): Record<Key, Row> {
  for (const key of keys) if (!Object.hasOwn(rows, key)) throw new Error(`${place}: ${key} is missing`);
  return record(keys.map((key) => [key, rows[key] as Row])) as Record<Key, Row>;
}

// Why no prototype: agencies and categories are looked up by strings from outside; `constructor` must find nothing.
function record<Row>(entries: readonly (readonly [string, Row])[]): Record<string, Row> {
  return Object.assign(Object.create(null) as Record<string, Row>, Object.fromEntries(entries));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

function deepFreeze<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}
