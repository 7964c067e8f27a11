import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql/language/index.js';
import { generateListing, generateOperators, type Listing } from './generate.js';
import { type FindType, leavesOf } from './leaves.js';
import { type Annotated, isNotation, type Stated, statedAt } from './notation.js';
import { withPaging } from './paging.js';
import { besideRecords, withHead } from './record.js';
import { withSearches } from './search.js';
import { wordsOf } from './words.js';

/**
 * A source's SDL as its subgraph serves it: `@listing`, `@filter` and `@sort` become connections, edges, filters, sorts
 * and the arguments of pages, `@search` what a search finds, `@record` and `@foreign` the keys and fields that a type begins with, `@nodes` the records that `node` finds; they are gone. An SDL that does not define `@listing`, as `shared.graphql` does, stays as it is.
 *
 * @throws Error where the notation says what it cannot
 */
export function expandListings(document: DocumentNode): DocumentNode {
  if (!document.definitions.some((each) => isNotationsOwn(each) && each.name.value === 'listing')) return document;
  const listings = readListings(document);
  const generated = [...listings.map(generateListing), ...document.definitions.map(operatorsOf)].join('');
  const byConnection = new Map(listings.map((listing) => [`${listing.type}Connection`, listing]));
  const written = withSearches(document.definitions)
    .filter((definition) => !isNotationsOwn(definition))
    .map((definition) => stripped(withPaging(withHead(definition), (name) => byConnection.get(name))));
  const brought = generated === '' ? [] : parse(generated, { noLocation: true }).definitions;
  return { ...document, definitions: [...written, ...brought, ...besideRecords(document.definitions)] };
}

function readListings({ definitions }: DocumentNode): readonly Listing[] {
  const byName = new Map(definitions.map((each) => ['name' in each ? each.name?.value : undefined, each]));
  const findType: FindType = (name) => byName.get(name);
  const ofSource = definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_EXTENSION || kind === Kind.SCHEMA_DEFINITION)
    .flatMap((schema) => statedAt(schema as Annotated, 'listing'));
  const source: Stated = Object.assign({}, ...ofSource);
  return definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const [own] = statedAt(type, 'listing');
    if (own) return [listingOf(type, source, own, findType)];
    if ([type, ...(type.fields ?? [])].some(({ directives }) => directives?.some(isCondition)))
      throw new Error(`${type.name.value} says what it is filtered or sorted by, and has no @listing`);
    return [];
  });
}

function listingOf(type: ObjectTypeDefinitionNode, source: Stated, own: Stated, findType: FindType): Listing {
  const name = type.name.value;
  return {
    type: name,
    inputs: own.inputs ?? name,
    words: wordsOf(source, own),
    leaves: leavesOf(type, 'filter', findType),
    keys: leavesOf(type, 'sort', findType),
  };
}

function operatorsOf(definition: DefinitionNode): string {
  if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) return '';
  return statedAt(definition, 'filter')
    .map(({ one }) => {
      if (one === undefined) throw new Error(`@filter of the enum ${definition.name.value} does not say what one is`);
      return generateOperators(definition.name.value, one);
    })
    .join('');
}

function isCondition({ name }: ConstDirectiveNode): boolean {
  return name.value === 'filter' || name.value === 'sort';
}

function isNotationsOwn(definition: DefinitionNode): definition is DirectiveDefinitionNode {
  return definition.kind === Kind.DIRECTIVE_DEFINITION && isNotation(definition);
}

function stripped(definition: DefinitionNode): DefinitionNode {
  const { fields } = definition as { readonly fields?: readonly Annotated[] };
  return { ...bare(definition as Annotated), ...(fields ? { fields: fields.map(bare) } : {}) } as DefinitionNode;
}

function bare<Node extends Annotated>(node: Node): Node {
  if (!node.directives?.some(isNotation)) return node;
  return { ...node, directives: node.directives.filter((directive) => !isNotation(directive)) };
}
