import { type DocumentNode, parse } from 'graphql/language/index.js';
import { type AccessMap, guardsIn, readAccess } from '../../schema/access.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { readPackageFile } from '../../schema/files.js';
import type { Policy } from '../policy.js';
import { linesOf, type Mistake, meantOrOneOf, nearest, PolicyError, type PolicyFiles, toLine } from './mistake.js';
import { type Place, start } from './place.js';
import { readPolicyFiles } from './policyFiles.js';

/** Data that name or describe a natural person: what guards them at home is marked `personal`. */
const personalData = ['personName', 'birthDate', 'documentNumber'];

/** A labelled schema that a policy is to guard. */
export interface LabelledSchema {
  /** What messages call it, e.g. `supergraph.graphql`. */
  readonly name: string;
  readonly access: AccessMap;
  /** Its text, for the line of a mistake. */
  readonly sdl: string;
  /** Whether it is the whole of what the policy speaks of: then a category that labels nothing is a mistake too. */
  readonly isWhole: boolean;
}

/**
 * Closes a policy over a schema: every category that a label names has its row, every row labels something, and what
 * guards the names of persons is marked so. Without it, a category that is misspelt in one of the two is silently NONE
 * for everybody.
 *
 * @param files what the policy was read from, for the lines of mistakes; those of the product by default
 * @throws PolicyError one line a mistake, with file, line and hint
 */
export function assertCoversSchema(policy: Policy, schema: LabelledSchema, files?: PolicyFiles): void {
  const mistakes = rowMistakes(policy, schema);
  const lines = unknownCategories(policy, schema);
  // Why late: files that are right are not read again for each source.
  if (mistakes.length > 0) lines.push(...linesOf(mistakes, files ?? readPolicyFiles()));
  if (lines.length > 0) throw new PolicyError(lines);
}

/** Closes a policy over the product's own schema, all of it; see `assertCoversSchema`. */
export function assertCoversProduct(policy: Policy, files: PolicyFiles): void {
  const sdl = readPackageFile('schema', 'supergraph.graphql');
  const access = readAccess(parseSupergraph(sdl));
  assertCoversSchema(policy, { name: 'supergraph.graphql', access, sdl, isWhole: true }, files);
}

// One line a category, at the first coordinate that names it.
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
    return toLine(
      name,
      placeOfCoordinate(document, first),
      what,
      meantOrOneOf(category, Object.keys(policy.categories)),
    );
  });
}

function rowMistakes(policy: Policy, { access, isWhole }: LabelledSchema): readonly Mistake[] {
  // Why with those of foreign sources: a row may be there for them alone.
  const used = new Set<string>(Object.values(policy.foreign?.labels ?? {}));
  const found = new Map<string, Mistake>();
  for (const { category, coordinate, label } of guardsIn(access)) {
    used.add(category);
    const row = policy.categories[label.category];
    if (!row || row.personal || row.envelope || !label.data.some((datum) => personalData.includes(datum))) continue;
    found.set(row.category, {
      file: 'matrix',
      path: ['categories', row.category, 'personal'],
      what: `guards ${coordinate}, which tells of a person, and is not marked so`,
      hint: 'write personal: true, which masks victims, witnesses and minors',
    });
  }
  for (const category of isWhole ? Object.keys(policy.categories) : [])
    if (!used.has(category))
      found.set(category, {
        file: 'matrix',
        path: ['categories', category],
        what: 'labels no field of the schema',
        hint: hintOf(
          category,
          [...used].filter((each) => !Object.hasOwn(policy.categories, each)),
        ),
      });
  return [...found.values()];
}

// The other half of a misspelling is a category that labels name and no row has.
function hintOf(category: string, unknown: readonly string[]): string {
  const near = nearest(category, unknown);
  return near === undefined ? 'take the row out, or label what it guards' : `did you mean ${near}`;
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
