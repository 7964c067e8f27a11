import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { reservedAlias } from '../../policy/operation.js';
import { PortcullisError } from '../../schema/errors.js';
import type { GatewaySettings } from '../settings.js';
import { countRepetitions, MAX_REPETITIONS } from './repetitions.js';

/** Limits on a document's form. A spread counts as the fields of its fragment. */
export type StructuralLimits = Pick<
  GatewaySettings,
  'maxDepth' | 'maxAliases' | 'maxRootFields' | 'maxFields' | 'maxFragments' | 'maxDirectives'
>;

/** Introspection is answered from memory, so the document alone bounds its work. */
const MAX_TYPES_LISTS = 2;
const MAX_INTROSPECTION_ALIASES = 5;
const MAX_TYPE_LOOKUPS = 10;
/** `types { fields }` has two, as has `__type { fields { type { fields } } }`; a third would multiply the whole schema. */
const MAX_INTROSPECTION_LISTS = 2;
const introspectionLists = new Set(['types', 'fields', 'inputFields', 'interfaces', 'possibleTypes']);

/** Validation walks the fragments once for each operation. */
const MAX_OPERATIONS = 10;

const EMPTY = {
  depth: 0,
  fields: 0,
  aliases: 0,
  rootFields: 0,
  types: 0,
  introspectionAliases: 0,
  typeLookups: 0,
  introspectionLists: 0,
};

type Size = Readonly<typeof EMPTY>;

/**
 * Refuses a document over a structural limit. Runs before validation, whose cost grows faster than the document.
 *
 * Each fragment is measured once, however often it is spread: the work is linear in the document, while the counts are those
 * of the expanded operation (CVE-2025-32030 is a planner that expanded what was never counted).
 *
 * @throws PortcullisError OPERATION_TOO_LARGE naming the limit
 */
export function assertStructure(document: DocumentNode, limits: StructuralLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let directives = 0;
  let operations = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations += 1;
    if ('directives' in definition) directives += definition.directives?.length ?? 0;
  }
  refuseOver('operations', operations, MAX_OPERATIONS);
  refuseOver('fragments', fragments.size, limits.maxFragments);
  const measured = new Map<string, Size | null>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const size = measure(definition.selectionSet, false);
    refuseOver('depth', size.depth, limits.maxDepth);
    refuseOver('fields', size.fields, limits.maxFields);
    refuseOver('aliases', size.aliases, limits.maxAliases);
    if (definition.kind === Kind.OPERATION_DEFINITION) refuseOver('root fields', size.rootFields, limits.maxRootFields);
    refuseOver('lists of types in introspection', size.types, MAX_TYPES_LISTS);
    refuseOver('aliases in introspection', size.introspectionAliases, MAX_INTROSPECTION_ALIASES);
    refuseOver('type look-ups in introspection', size.typeLookups, MAX_TYPE_LOOKUPS);
    refuseOver('nested lists in introspection', size.introspectionLists, MAX_INTROSPECTION_LISTS);
  }
  refuseOver('directives', directives, limits.maxDirectives);
  refuseOver('repetitions of fields', countRepetitions(document, fragments), MAX_REPETITIONS);

  function measure(set: SelectionSetNode, introspection: boolean): Size {
    let size: Size = EMPTY;
    for (const selection of set.selections) {
      directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) size = add(size, measureField(selection, introspection));
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        size = add(size, measure(selection.selectionSet, introspection));
      else size = add(size, measureFragment(selection.name.value, introspection));
    }
    return size;
  }

  function measureField(field: FieldNode, within: boolean): Size {
    const name = field.name.value;
    if (field.alias?.value.startsWith(reservedAlias)) {
      throw new PortcullisError('GRAPHQL_VALIDATION_FAILED', {
        message: `Aliases that begin with "${reservedAlias}" are reserved.`,
        nodes: [field],
      });
    }
    const introspection = within || name === '__schema' || name === '__type';
    const inner = field.selectionSet ? measure(field.selectionSet, introspection) : EMPTY;
    return {
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      rootFields: 1,
      types: inner.types + (introspection && name === 'types' ? 1 : 0),
      introspectionAliases: inner.introspectionAliases + (introspection && field.alias ? 1 : 0),
      typeLookups: inner.typeLookups + (name === '__type' ? 1 : 0),
      introspectionLists: inner.introspectionLists + (introspection && introspectionLists.has(name) ? 1 : 0),
    };
  }

  function measureFragment(name: string, introspection: boolean): Size {
    const key = `${name} ${introspection}`;
    const known = measured.get(key);
    if (known) return known;
    if (known === null) {
      throw new PortcullisError('GRAPHQL_VALIDATION_FAILED', { message: `Fragment "${name}" spreads itself.` });
    }
    const fragment = fragments.get(name);
    if (!fragment) return EMPTY;
    measured.set(key, null);
    const size = measure(fragment.selectionSet, introspection);
    measured.set(key, size);
    return size;
  }
}

/** Sizes of which two parts have the larger; all others add up. */
const largest: ReadonlySet<string> = new Set(['depth', 'introspectionLists'] satisfies (keyof Size)[]);

function add(a: Size, b: Size): Size {
  const sum = { ...a };
  for (const key of Object.keys(EMPTY) as (keyof Size)[])
    sum[key] = largest.has(key) ? Math.max(a[key], b[key]) : a[key] + b[key];
  return sum;
}

function refuseOver(what: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw new PortcullisError('OPERATION_TOO_LARGE', {
    message: `The document has ${count} ${what}; the limit is ${limit}.`,
    facts: { limit },
  });
}
