import {
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql/language/index.js';
import { type Stated, statedAt } from './notation.js';
import { pageSize } from './pageSize.js';
import { quoted } from './words.js';

/** A kind of record with `@search`: its type and the directive's arguments. */
interface Searched {
  readonly type: string;
  readonly stated: Stated;
}

/**
 * Adds, for the kinds of record with `@search`, the types of what a search finds, and their fields of `Search`. Fields written by
 * hand come after: `type Search { container: Container }`.
 */
export function withSearches(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const kinds = definitions.flatMap((definition): Searched[] =>
    isObject(definition)
      ? statedAt(definition, 'search').map((stated) => ({ type: definition.name.value, stated }))
      : [],
  );
  if (kinds.length === 0) return definitions;
  const written = new Map(definitions.filter(isObject).map((each) => [each.name.value, each.fields ?? []]));
  const sdl = [searchOf(kinds, written), ...kinds.map(foundOf)].join('\n');
  const generated = parse(sdl, { noLocation: true }).definitions.filter(isObject);
  const names = new Set(generated.map(({ name }) => name.value));
  return [
    ...generated.map((type) => ({
      ...type,
      fields: [...(type.fields ?? []), ...(written.get(type.name.value) ?? [])],
    })),
    ...definitions.filter((each) => !(isObject(each) && names.has(each.name.value))),
  ];
}

function isObject(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION;
}

function searchOf(kinds: readonly Searched[], written: ReadonlyMap<string, readonly FieldDefinitionNode[]>): string {
  const fields = kinds.map(({ type, stated }) => {
    const found = nameOf(type, stated);
    const lists = [...listsOf(stated), ...(written.get(found) ?? []).filter(isList).map(({ name }) => name.value)];
    return `${quoted(sentence(stated.label ?? manyOf(stated)))} ${stated.field}(
      "Records of each sort, 1 to 100." first: Int = 10 @access(category: "public")
    ): ${found} @access(category: "public") ${pageSize(lists)}`;
  });
  return `
    "A text that is searched for. Valid for this request, or for this hour where sources run stand-alone."
    type Search @key(fields: "probe") {
      "The sealed question, which only sources can read." probe: ID! @inaccessible @access(category: "public")
      ${fields.join('\n      ')}
    }`;
}

function foundOf({ type, stated }: Searched): string {
  const { exact, exactOrHit, names, words, near, searched = 'the names' } = stated;
  const many = manyOf(stated);
  const looked = exact ?? exactOrHit;
  const how = looked === undefined ? `How ${searched} were searched` : `How it was looked up, and ${searched} searched`;
  const field = (name: string, is: string, says: string) =>
    `${quoted(says)} ${name}: ${is} @access(category: "public")`;
  const lines = [
    field('feeds', '[String!]', feedsSays),
    field('state', 'SearchState', `${how}; selecting it searches.`),
    looked && field('lookedUp', '[TextForm!]', lookedUpSays(many)),
    looked &&
      field('exact', `[${type}!]`, `${looked} Empty: none, or not for you. Null: the time for it was not enough.`),
    exactOrHit && field('hitState', 'HitState', hitStateSays),
    names && field('similar', `[${names}!]`, similarSays),
    names && field('advice', 'MatchSentence', 'That one part of a name is too little; null where the text has more.'),
    names && field('cutOff', 'Float', 'Least score of those listed.'),
    words && field('words', `[${type}!]`, `${words} ${wordsSays}`),
    words && field('wordsCount', 'Count', wordsCountSays),
    near && field('nearKm', 'Float', nearKmSays),
    near && field('near', `[${type}!]`, nearSays),
  ];
  return `${quoted(`What a search finds of ${many}.`)} type ${nameOf(type, stated)} { ${lines.filter(Boolean).join('\n')} }`;
}

function isList({ type }: FieldDefinitionNode): boolean {
  return (type.kind === Kind.NON_NULL_TYPE ? type.type : type).kind === Kind.LIST_TYPE;
}

/** The generated lists of what is found, each of as many records as are asked for. */
const listsOf = ({ exact, exactOrHit, names, words, near }: Stated): readonly string[] =>
  Object.entries({ exact: exact ?? exactOrHit, similar: names, words, near }).flatMap(([list, is]) =>
    is ? [list] : [],
  );

const feedsSays =
  'Feeds that are searched: those with a record that you may see, and whose feed you may know. Null: the time for it was not enough to tell.';

const lookedUpSays = (many: string) =>
  `Forms of the text by which ${many} were looked up, without those that you may not use.`;

const hitStateSays =
  'Whether a hit was looked for; it is given in `exact`. Selecting this alone does not look for one.';

const similarSays =
  'Those with a name like the text, best first; candidates, never an identification. Null: none was compared, as the text is not a name, or you may not search. Read it with `state`.';

const wordsSays =
  'has all words of the text, as they are written. Those with the words most often come first, among some thousand where more have them. Read it with `state`.';

const wordsCountSays =
  'How many have all words of the text, beyond those that `words` lists: exactly to a thousand. Null: you may not search, or half a second was not enough. Read it with `state`.';

const nearKmSays =
  'Kilometres around the position that the text may be, within which `near` searches; null where it is not one.';

const nearSays =
  'Those within `nearKm` of the position, nearest first, where the exact one is lent to you. Null: the text is not a position, or you may not search by it. Read it with `state`.';

const nameOf = (type: string, { prefix = type }: Stated) => `${prefix}Search`;

const manyOf = ({ many, field = '' }: Stated) => many ?? field;

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
