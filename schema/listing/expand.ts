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
import { extraTypes, withHead } from './record.js';
import { withSearches } from './search.js';
import { wordsOf } from './words.js';

/**
 * A source's SDL as its subgraph serves it, with the directives of the notation replaced: `@listing`, `@filter` and `@sort` by
 * connections, edges, filters, sorts and page arguments, `@search` by the types that a search finds, `@record`, `@assertion` and
 * `@foreign` by keys and fields, `@nodes` by the records that `node` finds. An SDL that does not define `@listing` (which
 * `shared.graphql` does) is returned as it is.
 *
 * @throws Error where the notation is used wrongly
 */
export function expandListings(document: DocumentNode): DocumentNode {
  if (!document.definitions.some((each) => isNotationsOwn(each) && each.name.value === 'listing')) return document;
  const listings = readListings(document);
  const generated = [...listings.map(generateListing), ...document.definitions.map(operatorsOf)].join('');
  const byConnection = new Map(listings.map((listing) => [`${listing.type}Connection`, listing]));
  const written = withSearches(document.definitions)
    .filter((definition) => !isNotationsOwn(definition))
    .map((definition) => stripped(withPaging(withHead(definition), (name) => byConnection.get(name))));
  const ofListings = generated === '' ? [] : parse(generated, { noLocation: true }).definitions;
  return { ...document, definitions: [...written, ...ofListings, ...extraTypes(document.definitions)] };
}

function readListings({ definitions }: DocumentNode): readonly Listing[] {
  const byName = new Map(definitions.map((each) => ['name' in each ? each.name?.value : undefined, each]));
  const findType: FindType = (name) => byName.get(name);
  const isCounted = definitions.some((each) => statedAt(each as Annotated, 'record').length > 0);
  const ofSource = definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_EXTENSION || kind === Kind.SCHEMA_DEFINITION)
    .flatMap((schema) => statedAt(schema as Annotated, 'listing'));
  const source: Stated = Object.assign({}, ...ofSource);
  return definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const [own] = statedAt(type, 'listing');
    if (own) {
      const listing = listingOf(type, source, own, findType);
      return [{ ...listing, isCounted: isCounted || listing.facets.length > 0 }];
    }
    if ([type, ...(type.fields ?? [])].some(({ directives }) => directives?.some(isCondition)))
      throw new Error(`${type.name.value} has @filter, @sort or what is counted by, without @listing`);
    return [];
  });
}

function listingOf(
  type: ObjectTypeDefinitionNode,
  source: Stated,
  own: Stated,
  findType: FindType,
): Omit<Listing, 'isCounted'> {
  const name = type.name.value;
  return {
    type: name,
    inputs: own.inputs ?? name,
    words: wordsOf(source, own),
    leaves: leavesOf(type, 'filter', findType),
    keys: leavesOf(type, 'sort', findType),
    facets: leavesOf(type, 'facet', findType),
    histograms: leavesOf(type, 'histogram', findType),
    sums: leavesOf(type, 'sum', findType),
  };
}

function operatorsOf(definition: DefinitionNode): string {
  if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) return '';
  return statedAt(definition, 'filter')
    .map(({ one }) => {
      if (one === undefined) throw new Error(`@filter of the enum ${definition.name.value} needs the argument one`);
      return generateOperators(definition.name.value, one);
    })
    .join('');
}

function isCondition({ name }: ConstDirectiveNode): boolean {
  return ['filter', 'sort', 'facet', 'histogram', 'sum'].includes(name.value);
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
