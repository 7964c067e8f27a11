import { personLinksOf } from '../../../schema/records/description/personLink.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import { type Effect, type Purpose, rank } from '../../types.js';
import type { MatrixFile, WrittenCell } from '../fileShapes.js';
import { kindsOf } from '../likeKinds.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';
import type { Path } from '../place.js';
import { createFindings, type Findings } from './findings.js';

type Row = MatrixFile['categories'][string];

/** Rows that the product itself relies on. */
const neededRows = ['public', 'handling', 'handling.originator', 'handling.subject'];

/** Mistakes in a `matrix.yaml` of the right shape. */
export function matrixMistakes(matrix: MatrixFile): readonly Mistake[] {
  const found = createFindings('matrix');
  checkSets(matrix, found);
  checkRoles(matrix, found);
  checkProtectedHits(matrix, found);
  checkExports(matrix, found);
  checkUntold(matrix, found);
  for (const needed of neededRows)
    if (!matrix.categories[needed])
      found.say(['categories'], `the category ${needed} is missing`, `write a row for ${needed}`);
  for (const [category, row] of Object.entries(matrix.categories)) {
    const at: Path = ['categories', category];
    const allowed = checkPurposes(matrix, row.purposes, [...at, 'purposes'], found);
    checkFlags(category, row, at, found);
    checkValidity(row, [...at, 'validity'], found);
    checkNeeds(matrix, row, [...at, 'needs'], found);
    for (const [kind, cell] of Object.entries(row.cells))
      checkCell({ ...row, category }, cell, allowed, placeOfCell(matrix, category, kind), found);
  }
  return found.mistakes;
}

function checkSets({ purposeSets, categories, roles }: MatrixFile, { say, once }: Findings): void {
  const used = new Set([...Object.values(categories), ...Object.values(roles)].map(({ purposes }) => purposes));
  for (const [name, purposes] of Object.entries(purposeSets)) {
    once(['purposeSets', name], purposes);
    if (!used.has(name)) say(['purposeSets', name], 'no category and no role uses this set', 'remove it, or use it');
  }
}

function checkRoles(matrix: MatrixFile, found: Findings): void {
  const categories = Object.keys(matrix.categories);
  for (const [role, { purposes, caps }] of Object.entries(matrix.roles)) {
    checkPurposes(matrix, purposes, ['roles', role, 'purposes'], found);
    for (const [category, most] of Object.entries(caps)) {
      const at: Path = ['roles', role, 'caps', category];
      if (category !== '*') found.known(at, 'category', category, categories);
      if (most === 'FULL' && (caps['*'] ?? 'FULL') === 'FULL')
        found.say(at, 'a cap of FULL caps nothing', 'remove it, or write what the role gets at most');
    }
  }
}

function checkProtectedHits(matrix: MatrixFile, { say, known }: Findings): void {
  const kinds = kindsOf(matrix);
  const named = matrix.protectedHits.map(({ kind }) => kind);
  for (const [index, kind] of named.entries()) {
    const at: Path = ['protectedHits', index, 'kind'];
    known(at, 'kind', kind, kinds);
    if (named.indexOf(kind) !== index) say(at, `${kind} appears twice`, 'write its legal basis in one row');
  }
}

// A purpose that none of the roles may state would look like a right, and be none.
function checkExports(matrix: MatrixFile, { say, known, once }: Findings): void {
  for (const [index, row] of matrix.exports.entries()) {
    for (const key of ['kinds', 'roles', 'purposes'] as const) once(['exports', index, key], row[key]);
    for (const [place, kind] of row.kinds.entries())
      known(['exports', index, 'kinds', place], 'kind', kind, kindsOf(matrix));
    const stated = row.roles.flatMap((role) => purposesOf(matrix, matrix.roles[role]?.purposes ?? []));
    for (const [place, purpose] of row.purposes.entries())
      if (!stated.includes(purpose))
        say(
          ['exports', index, 'purposes', place],
          `none of these roles may state ${purpose}`,
          'remove it, or name a role',
        );
  }
}

// A misspelt type would silently stay PROTECTED.
function checkUntold({ linkSubjects: { untold } }: MatrixFile, { say }: Findings): void {
  const types = Object.values<RecordDescription>(records).flatMap((each) =>
    personLinksOf(each).map(({ type }) => type),
  );
  for (const type of Object.keys(untold))
    if (!types.includes(type))
      say(['linkSubjects', 'untold', type], `no link to persons is a ${type}`, meantOrOneOf(type, [...new Set(types)]));
}

// Returns the purposes that are allowed, as far as they are known.
function checkPurposes(
  matrix: MatrixFile,
  written: Row['purposes'],
  at: Path,
  { known, once }: Findings,
): readonly Purpose[] {
  if (typeof written !== 'string') {
    once(at, written);
    return written;
  }
  known(at, 'purpose set', written, Object.keys(matrix.purposeSets));
  return purposesOf(matrix, written);
}

function purposesOf({ purposeSets }: MatrixFile, written: Row['purposes']): readonly Purpose[] {
  return typeof written === 'string' ? (new Map(Object.entries(purposeSets)).get(written) ?? []) : written;
}

function checkFlags(category: string, row: Row, at: Path, { say }: Findings): void {
  if (/^persons\.|\.persons$/.test(category) && !row.personal)
    say(
      [...at, 'personal'],
      'guards data on persons and is not marked personal',
      'write personal: true, which masks minors',
    );
  if (row.public !== (category === 'public'))
    say([...at, 'public'], 'what is public has one row, public', `write public: ${String(category === 'public')}`);
  if (/^(handling|provenance|history)/.test(category) && !row.envelope)
    say([...at, 'envelope'], 'is on every record and is not marked envelope', 'write envelope: true');
  // Special categories are never lent; the log is told by who has seen; a whole holds other persons too.
  if (row.subjectAccess && (row.special || row.whole || row.public || !row.own))
    say([...at, 'subjectAccess'], `${category} is never in the answer to a person`, 'remove it');
  const closed = row.special || row.whole || category === 'handling.originator';
  const cells = Object.entries(row.cells);
  const [open] = cells.find(([, cell]) => effectsOf(cell).some((effect) => effect !== 'NONE')) ?? [];
  if (closed && open)
    say([...at, 'cells', open], `${category} is lent to nobody`, 'write NONE: its originator needs no cell');
  if (row.public && cells.some(([, cell]) => cell !== 'FULL'))
    say([...at, 'cells'], 'what is public is FULL for everybody', 'write FULL in every cell');
}

// Where a cell is written: with its row, or with its kind.
function placeOfCell({ kinds }: MatrixFile, category: string, kind: string): Path {
  const isOfKind = kinds[kind]?.cells[category] !== undefined;
  return isOfKind ? ['kinds', kind, 'cells', category] : ['categories', category, 'cells', kind];
}

function checkValidity({ validity, ...row }: Row, at: Path, { say, ordered }: Findings): void {
  if (row.public && validity) say(at, 'what is public names nobody, and does not end', 'remove it');
  if (!row.public && !validity) say(at, 'is missing', 'write { from: 2026-01-01T00:00:00Z, to: ... }');
  if (validity) ordered(at, validity);
}

function checkNeeds({ categories }: MatrixFile, { needs, envelope }: Row, at: Path, { say, known }: Findings): void {
  if (needs === null) return;
  known(at, 'category', needs, Object.keys(categories));
  // `needs` plays no part in which rows are visible, so only categories of the envelope may have it.
  if (categories[needs] && (categories[needs].needs !== null || !envelope))
    say(at, 'only a category of the envelope may need another, and only one that needs none', 'remove it');
}

function checkCell(
  row: Row & { readonly category: string },
  cell: WrittenCell,
  allowed: readonly Purpose[],
  at: Path,
  { say, once }: Findings,
): void {
  const isUnscoped = typeof cell === 'string' ? cell !== 'NONE' : cell.scope === undefined;
  if (isUnscoped && row.category.startsWith('subject.'))
    say(at, 'tells the officer of one agency of all of them', 'write scope: OWN, or MANDATE for who oversees');
  if (typeof cell === 'string') return;
  const { effect, roles, purposes, otherwise, scope } = cell;
  const narrowed = roles !== undefined || purposes !== undefined;
  if (otherwise !== undefined && !narrowed)
    say([...at, 'otherwise'], 'nothing narrows the cell', 'name the roles or purposes that get the effect');
  else if (narrowed && rank[otherwise ?? 'NONE'] >= rank[effect])
    say([...at, 'otherwise'], `${otherwise ?? 'NONE'} is not lower than the effect ${effect}`, 'write a lower effect');
  if (scope !== undefined && row.own)
    say([...at, 'scope'], 'a scope is for entries of the log', 'remove it, or write own: false for the category');
  once([...at, 'roles'], roles ?? []);
  once([...at, 'purposes'], purposes ?? []);
  for (const [index, purpose] of (purposes ?? []).entries())
    if (!allowed.includes(purpose))
      say([...at, 'purposes', index], `the category does not allow ${purpose}`, 'add it to the purposes of the row');
}

function effectsOf(cell: WrittenCell): readonly Effect[] {
  return typeof cell === 'string' ? [cell] : [cell.effect, cell.otherwise ?? 'NONE'];
}
