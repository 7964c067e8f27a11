import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type {
  Agency,
  CategoryRow,
  Cell,
  ForeignSources,
  LinkSubjects,
  Policy,
  PurposeRow,
  RoleRow,
} from '../policy.js';
import { type Category, type Purpose, purposes, type Role, roles } from '../types.js';
import {
  agenciesShape,
  type CoordinatesFile,
  coordinatesShape,
  type MatrixFile,
  matrixShape,
  operationsShape,
  type WrittenCell,
} from './fileShapes.js';
import { fillLikeKinds } from './likeKinds.js';
import { fileOf, linesOf, type Mistake, PolicyError, type PolicyFiles, type WrittenFileName } from './mistake.js';
import { agencyMistakes } from './mistakes/agencyMistakes.js';
import { coordinateMistakes } from './mistakes/coordinateMistakes.js';
import { likeKindMistakes } from './mistakes/likeKindMistakes.js';
import { matrixMistakes } from './mistakes/matrixMistakes.js';
import { operationMistakes } from './mistakes/operationMistakes.js';
import { shapeMistakes } from './mistakes/shapeMistakes.js';
import { trialMistakes } from './mistakes/trialMistakes.js';
import { wordMistakes } from './mistakes/wordMistakes.js';
import { readPolicyFiles } from './policyFiles.js';
import { parseKnownYaml } from './yaml.js';
import { yamlLine } from './yamlLine.js';

/** The policy that ships with the product, from `policy/*.yaml`; see `parsePolicy`. */
export function loadPolicy(): Policy {
  loaded ??= parsePolicy(readPolicyFiles());
  return loaded;
}

let loaded: Policy | undefined;

/**
 * A policy from the texts of its files, checked as a whole: a mistake stops the start.
 *
 * @param parse gives the value of a YAML text; throws where it is not valid
 * @throws PolicyError one line a mistake, with file, line and hint
 */
export function parsePolicy(files: PolicyFiles, parse: (text: string) => unknown = parseKnownYaml): Policy {
  const mistakes: Mistake[] = [];
  const read = <Shape extends z.ZodType>(file: WrittenFileName, shape: Shape): z.output<Shape> => {
    const data = readYaml(file, files, parse);
    // Not compiled: it runs once, and compiling the shapes takes longer.
    const parsed = shape.safeParse(data, { jitless: true });
    mistakes.push(...wordMistakes(file, data));
    if (!parsed.success) mistakes.push(...shapeMistakes(file, data, parsed.error.issues));
    // Invariant: nothing reads it before all mistakes are refused.
    return parsed.data as z.output<Shape>;
  };
  const [written, agencies, operations] = [
    read('matrix', matrixShape),
    read('agencies', agenciesShape),
    read('operations', operationsShape),
  ];
  const coordinates = files.coordinates === undefined ? null : read('coordinates', coordinatesShape);
  refuse(mistakes, files);
  refuse(likeKindMistakes(written), files);
  const matrix = fillLikeKinds(written);
  const found = [
    ...matrixMistakes(matrix),
    ...trialMistakes(matrix),
    ...agencyMistakes(agencies, matrix),
    ...operationMistakes(operations, agencies, matrix),
    ...(coordinates ? coordinateMistakes(coordinates, { agencies, operations, matrix }) : []),
  ];
  refuse(found, files);

  const content = {
    categories: categoryRows(matrix),
    masks: matrix.masks,
    purposes: record(purposes.map((purpose) => [purpose, matrix.purposes[purpose]])) as Record<Purpose, PurposeRow>,
    roles: roleRows(matrix),
    linkSubjects: linkSubjectsOf(matrix),
    trials: matrix.trials,
    protectedHits: matrix.protectedHits,
    exports: matrix.exports,
    agencies: record(agencies.agencies.map((row): [string, Agency] => [row.id, row])),
    sources: record(Object.entries(agencies.sources)),
    operations: operations.operations,
    ...(coordinates ? { foreign: foreignSources(coordinates) } : {}),
  };
  return deepFreeze({ version: createHash('sha256').update(canonical(content)).digest('hex'), ...content });
}

function readYaml(file: WrittenFileName, files: PolicyFiles, parse: (text: string) => unknown): unknown {
  const text = files[file] ?? '';
  try {
    return parse(text);
  } catch (error) {
    throw new PolicyError([yamlLine(fileOf(file, files.directory), text, error)], { cause: error });
  }
}

function refuse(mistakes: readonly Mistake[], files: PolicyFiles): void {
  if (mistakes.length > 0) throw new PolicyError(linesOf(mistakes, files));
}

function categoryRows(matrix: MatrixFile): Record<Category, CategoryRow> {
  return record(
    Object.entries(matrix.categories).map(([category, row]): [Category, CategoryRow] => [
      category,
      {
        ...row,
        category,
        purposes: purposeList(row.purposes, matrix),
        cells: record(Object.entries(row.cells).map(([kind, cell]) => [kind, toCell(cell)])) as CategoryRow['cells'],
      },
    ]),
  );
}

// Without a prototype: a role is looked up by a text from a delivery.
function linkSubjectsOf({ linkSubjects }: MatrixFile): LinkSubjects {
  const [byRole, untold] = [Object.entries(linkSubjects.roles), Object.entries(linkSubjects.untold)];
  return { ...linkSubjects, roles: record(byRole), untold: record(untold) };
}

function toCell(cell: WrittenCell): Cell {
  const written = typeof cell === 'string' ? { effect: cell } : cell;
  return { roles: null, purposes: null, otherwise: 'NONE', scope: null, ...written } as Cell;
}

function roleRows(matrix: MatrixFile): Record<Role, RoleRow> {
  const categories = Object.keys(matrix.categories);
  return record(
    roles.map((role): [Role, RoleRow] => {
      const { caps, purposes: written } = matrix.roles[role];
      const most = record(categories.map((category) => [category, caps[category] ?? caps['*'] ?? 'FULL']));
      return [role, { purposes: purposeList(written, matrix), caps: most }];
    }),
  ) as Record<Role, RoleRow>;
}

function purposeList(written: string | readonly Purpose[], { purposeSets }: MatrixFile): readonly Purpose[] {
  return typeof written === 'string' ? (purposeSets[written] ?? []) : written;
}

function foreignSources({ sources, labels }: CoordinatesFile): ForeignSources {
  return {
    envelopes: record(
      Object.entries(sources).map(([source, envelope]) => [source, { ...envelope, source, sourceRef: '' }]),
    ),
    labels: record(Object.entries(labels)),
  };
}

// Without a prototype: agencies and categories are looked up by strings from outside, and `constructor` must find nothing.
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
