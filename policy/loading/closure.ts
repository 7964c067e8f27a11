import { type DocumentNode, parse } from 'graphql/language/index.js';
import { type AccessMap, guardsIn, readAccess } from '../../schema/access.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { readPackageFile } from '../../schema/files.js';
import type { Policy } from '../policy.js';
import { linesOf, type Mistake, meantOrOneOf, nearest, PolicyError, type PolicyFiles, toLine } from './mistake.js';
import { type Place, start } from './place.js';
import { readPolicyFiles } from './policyFiles.js';

/** Data that name or describe a natural person: the category that guards them is marked `personal`. */
const personalData = ['personName', 'birthDate', 'documentNumber'];

/** A labelled schema for a policy to guard. */
export interface LabelledSchema {
  /** Its name in messages, e.g. `supergraph.graphql`. */
  readonly name: string;
  readonly access: AccessMap;
  /** Its text, for the line of a mistake. */
  readonly sdl: string;
  /** Whether it is everything that the policy guards: then a category that labels nothing is a mistake too. */
  readonly isWhole: boolean;
}

/**
 * Checks a policy against a schema: every category that a label names has a row, every row labels something, and rows that
 * guard the names of persons are marked `personal`. Otherwise a category misspelt in one of the two would silently be NONE for
 * everybody.
 *
 * @param files what the policy was read from, for the lines of mistakes; the product's own by default
 * @throws PolicyError one line a mistake, with file, line and hint
 */
export function assertCoversSchema(policy: Policy, schema: LabelledSchema, files?: PolicyFiles): void {
  const mistakes = rowMistakes(policy, schema);
  const lines = unknownCategories(policy, schema);
  // Read only where there is a mistake, not again for each source.
  if (mistakes.length > 0) lines.push(...linesOf(mistakes, files ?? readPolicyFiles()));
  if (lines.length > 0) throw new PolicyError(lines);
}

/** Checks a policy against the product's whole schema; see `assertCoversSchema`. */
export function assertCoversProduct(policy: Policy, files: PolicyFiles): void {
  const sdl = readPackageFile('schema', 'supergraph.graphql');
  const access = readAccess(parseSupergraph(sdl));
  assertCoversSchema(policy, { name: 'supergraph.graphql', access, sdl, isWhole: true }, files);
}

// One line for each category, at the first coordinate that names it.
function unknownCategories(policy: Policy, { name, access, sdl }: LabelledSchema): string[] {
  const namedBy = new Map<string, string[]>();
  for (const { category, coordinate } of guardsIn(access))
    if (!Object.hasOwn(policy.categories, category))
      namedBy.set(category, [...(namedBy.get(category) ?? []), coordinate]);
  if (namedBy.size === 0) return [];
  const document = parse(sdl);
  return [...namedBy].map(([category, [first = '', ...more]]) => {
    const others = more.length === 0 ? '' : `, and so do ${more.length} more`;
    const what = `${first} names the category ${category}, which matrix.yaml does not have${others}`;
    const hint = meantOrOneOf(category, Object.keys(policy.categories));
    return toLine(name, placeOfCoordinate(document, first), what, hint);
  });
}

function rowMistakes(policy: Policy, { access, isWhole }: LabelledSchema): readonly Mistake[] {
  // A row may exist for foreign sources alone.
  const used = new Set<string>(Object.values(policy.foreign?.labels ?? {}));
  const found = new Map<string, Mistake>();
  for (const { category, coordinate, label } of guardsIn(access)) {
    used.add(category);
    const row = policy.categories[label.category];
    if (!row || row.personal || row.envelope || !label.data.some((datum) => personalData.includes(datum))) continue;
    found.set(row.category, {
      file: 'matrix',
      path: ['categories', row.category, 'personal'],
      what: `guards ${coordinate}, which is about a person, and is not marked personal`,
      hint: 'write personal: true, which masks victims, witnesses and minors',
    });
  }
  if (!isWhole) return [...found.values()];
  // The other half of a misspelling is a category that labels name and no row has.
  const withoutRow = [...used].filter((category) => !Object.hasOwn(policy.categories, category));
  for (const category of Object.keys(policy.categories)) {
    if (used.has(category)) continue;
    const near = nearest(category, withoutRow);
    found.set(category, {
      file: 'matrix',
      path: ['categories', category],
      what: 'labels no field of the schema',
      hint: near === undefined ? 'remove the row, or label what it guards' : `did you mean ${near}`,
    });
  }
  return [...found.values()];
}

function placeOfCoordinate(document: DocumentNode, coordinate: string): Place {
  const [typeName = '', rest = ''] = coordinate.split('.');
  const member = rest.replace(/\(.*$/, '');
  for (const definition of document.definitions) {
    if (!('name' in definition) || definition.name?.value !== typeName) continue;
    const members = 'fields' in definition ? definition.fields : 'values' in definition ? definition.values : [];
    const found = members?.find(({ name }) => name.value === member);
    if (found) return found.name.loc?.startToken ?? start;
  }
  return start;
}
