import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumTypeExtensionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql/language/index.js';

/** What an input does with the datum that its category names; READ for output fields. */
export type AccessUse = 'READ' | 'FILTER' | 'SORT' | 'AGGREGATE' | 'LOOKUP';

/** Kinds of values of which MASKED may show a part. */
export const domains = ['NAME', 'NUMBER', 'DATE', 'POSITION'] as const;
export type AccessDomain = (typeof domains)[number];

/** The label of one coordinate. */
export interface Access {
  readonly category: string;
  /** Further categories that guard it: the strictest of all decides. Empty for most. */
  readonly also: readonly string[];
  /** Names of the data that other coordinates hold too. */
  readonly data: readonly string[];
  /** How a part of it may be shown; null: MASKED shows nothing. */
  readonly domain: AccessDomain | null;
  readonly use: AccessUse;
  /** Foreign sources that provide it, each under one envelope; absent: each record has its own. */
  readonly sources?: readonly string[] | undefined;
}

/** Every category that guards a coordinate, its own first. */
export function guardsOf({ category, also }: Access): readonly string[] {
  return [category, ...also];
}

/** The labels of a whole schema, by coordinate. */
export interface AccessMap {
  /**
   * The label of `Type.field`, `Type.field(argument:)`, `Input.field` or `Enum.VALUE`; undefined where it has none, which every
   * reader must treat as NONE.
   */
  of(coordinate: string): Access | undefined;
  /** Every labelled coordinate, in document order. */
  coordinates(): readonly string[];
}

/** Every pair of a coordinate and a category that guards it, in document order. */
export function* guardsIn(
  access: AccessMap,
): Generator<{ readonly category: string; readonly coordinate: string; readonly label: Access }> {
  for (const coordinate of access.coordinates()) {
    const label = access.of(coordinate);
    for (const category of label ? guardsOf(label) : []) yield { category, coordinate, label: label as Access };
  }
}

/** Arguments without a datum of their own: paging, the public id, and inputs whose leaves are labelled one by one. */
const structuralArguments = new Set(['first', 'after', 'id', 'ids', 'filter', 'sort']);

type Labelled = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

/**
 * Reads `@access` from an SDL document: a subgraph's or the supergraph's.
 *
 * A field without a label takes its type's, see `lends`. An argument takes its own, or `public` where it is structural. Throws
 * where two definitions of a coordinate disagree, since composition would only hint.
 */
export function readAccess(document: DocumentNode): AccessMap {
  const labels = new Map<string, Access>();
  const put = (coordinate: string, access: Access | undefined): void => {
    if (!access) return;
    const known = labels.get(coordinate);
    if (known && JSON.stringify(known) !== JSON.stringify(access)) {
      throw new Error(`${coordinate} is labelled both ${wordsOf(known)} and ${wordsOf(access)}`);
    }
    // Every reader passes a public coordinate by its first category alone.
    if (access.also.length > 0 && guardsOf(access).includes('public'))
      throw new Error(`${coordinate} is both public and guarded`);
    labels.set(coordinate, access);
  };
  for (const definition of document.definitions) {
    if (!isTypeLike(definition)) continue;
    for (const member of membersOf(definition)) {
      const coordinate = `${definition.name.value}.${member.name.value}`;
      put(coordinate, accessAt(definition, member));
      if (member.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of member.arguments ?? []) {
        const structural = structuralArguments.has(argument.name.value) ? PUBLIC : undefined;
        put(`${coordinate}(${argument.name.value}:)`, labelOf(argument) ?? structural);
      }
    }
  }
  return { of: (coordinate) => labels.get(coordinate), coordinates: () => [...labels.keys()] };
}

/** The label of a member: its own, or its type's where the type lends it; undefined where it has none. */
export function accessAt(type: TypeLike, member: Member): Access | undefined {
  const own = labelOf(member);
  if (own) return own;
  const fallback = labelOf(type);
  return fallback && lends(type, member.name.value, fallback.category) ? fallback : undefined;
}

/** The label of a coordinate without a datum. */
export const PUBLIC: Access = { category: 'public', also: [], data: [], domain: null, use: 'READ' };

/**
 * Whether a type's label holds for a member without one. `public` is shown to everybody, so a type lends it only to the parts of
 * a page: a new field of a root or an identifier must have a label of its own. Members of inputs and enums show nothing, so they
 * may take it.
 */
export function lends({ kind, name }: TypeLike, member: string, category: string): boolean {
  if (category !== 'public' || !/^(Object|Interface)Type/.test(kind)) return true;
  if (name.value === 'PageInfo') return true;
  if (name.value.endsWith('Connection')) return member === 'edges' || member === 'pageInfo';
  return name.value.endsWith('Edge') && (member === 'cursor' || member === 'node');
}

function wordsOf(access: Access): string {
  return [guardsOf(access).join(' + '), ...access.data].join(' of ');
}

function labelOf(node: Labelled): Access | undefined {
  const directive = node.directives?.find(isLabel);
  if (!directive) return undefined;
  const texts = (argument: string): readonly string[] =>
    textsOf(directive.arguments?.find(({ name }) => name.value === argument)?.value);
  const category = labelCategory(directive);
  if (category === undefined) return undefined;
  const [use = 'READ'] = texts('use');
  const [domain = null] = texts('domain');
  return {
    category,
    also: texts('also'),
    data: texts('datum'),
    domain: domain as AccessDomain | null,
    use: use as AccessUse,
  };
}

/** Whether a directive is `@access`, also under the name `access__access` that composition may give it. */
export function isLabel({ name }: Pick<ConstDirectiveNode, 'name'>): boolean {
  return name.value === 'access' || name.value.endsWith('__access');
}

/** The category that an `@access` names. */
export function labelCategory(directive: ConstDirectiveNode): string | undefined {
  return textsOf(directive.arguments?.find(({ name }) => name.value === 'category')?.value)[0];
}

function textsOf(value: ConstValueNode | undefined): readonly string[] {
  if (value?.kind === Kind.LIST) return value.values.flatMap(textsOf);
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? [value.value] : [];
}

/** A definition of a type, or an extension of one. */
export type TypeLike = TypeDefinitionNode | TypeExtensionNode;
type Member = FieldDefinitionNode | InputValueDefinitionNode | NonNullable<EnumTypeDefinitionNode['values']>[number];

function isTypeLike(node: { kind: string }): node is TypeLike {
  return node.kind.endsWith('TypeDefinition') || node.kind.endsWith('TypeExtension');
}

function membersOf(node: TypeLike): readonly Member[] {
  if ('fields' in node) return (node.fields ?? []) as readonly Member[];
  return (node as EnumTypeDefinitionNode | EnumTypeExtensionNode).values ?? [];
}
