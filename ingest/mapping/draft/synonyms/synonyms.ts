import { parseYaml } from '../../../../policy/loading/yaml.js';
import { readPackageFile } from '../../../../schema/files.js';
import { catalogue, type MappedKind, mappedKinds } from '../../catalogue/index.js';
import { toHeader } from './header.js';

/** Words that head the columns of one field. */
export interface Synonym {
  /** As a mapping writes it, e.g. `names[kind=ALIAS].name`. */
  readonly field: string;
  /** How much such a column says about the kind of record; 3 is enough alone. */
  readonly weight: 0 | 1 | 2 | 3;
  readonly words: readonly string[];
  /** A test that enough of the values must pass, where the words alone say too little. */
  readonly values?: 'ship';
}

/** Words for a kind of record in files. */
export interface KindSynonyms {
  /** Words in headers that suggest the kind, but mean none of its fields. */
  readonly kindWords: readonly string[];
  /** Values of a column that states the kind of a row. */
  readonly rowWords: readonly string[];
  /** The likelier field first where one word names several. */
  readonly fields: readonly Synonym[];
}

interface Written {
  readonly kindWords?: readonly string[];
  readonly rowWords?: readonly string[];
  /** What several kinds share is a list within. */
  readonly fields?: readonly (Synonym | readonly Synonym[])[];
}

let read: Readonly<Record<MappedKind, KindSynonyms>> | undefined;

/** Words for a kind of record, from `synonyms.yaml` (read once), and the names of its own fields. */
export function synonymsOf(kind: MappedKind): KindSynonyms {
  read ??= readSynonyms();
  return read[kind];
}

/** Fields without synonyms, by their own names. Why no weight: `country` says nothing about the kind of record. */
function ownNames(kind: MappedKind, named: readonly Synonym[]): readonly Synonym[] {
  const done = new Set(named.map(({ field }) => field));
  return Object.keys(catalogue[kind].fields)
    .filter((field) => !field.includes('[]') && !done.has(field))
    .map((field) => ({ field, weight: 0, words: [toHeader(field.split('.').at(-1) ?? field)] }));
}

function readSynonyms(): Readonly<Record<MappedKind, KindSynonyms>> {
  const text = readPackageFile('ingest', 'mapping', 'draft', 'synonyms', 'synonyms.yaml');
  const written = parseYaml(text) as Readonly<Partial<Record<MappedKind, Written>>>;
  const kinds = mappedKinds.map((kind) => {
    const { kindWords = [], rowWords = [], fields = [] } = written[kind] ?? {};
    const named = fields.flat() as readonly Synonym[];
    return [kind, { kindWords, rowWords, fields: [...named, ...ownNames(kind, named)] }];
  });
  return Object.fromEntries(kinds) as Record<MappedKind, KindSynonyms>;
}
