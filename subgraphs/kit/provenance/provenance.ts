import type DataLoader from 'dataloader';
import type { SourceDatabase } from '../../../storage/types.js';
import { createLoader } from '../page/loader.js';
import {
  type EndedRow,
  findContents,
  findProvenance,
  findVersions,
  readKey,
  type VersionContent,
  type VersionPage,
  type VersionRow,
  type VersionStatements,
} from './provenanceRepository.js';

type Versions = readonly EndedRow[];

/** Loads where records of a source came from, and what they were: for one request, one statement each for a level. */
export interface ProvenanceLoaders {
  readonly present: DataLoader<string, VersionRow | null>;
  readonly content: DataLoader<string, VersionContent | null>;
  earlier(page: VersionPage): DataLoader<string, Versions | null>;
}

/** Loaders by `keyText`. */
export function createProvenanceLoaders(db: SourceDatabase, statements: VersionStatements): ProvenanceLoaders {
  const pages = new Map<string, DataLoader<string, Versions | null>>();
  return {
    present: createLoader((keys) => findProvenance(db, statements, keys.map(readKey))),
    content: createLoader((keys) => findContents(db, statements, keys.map(readKey))),
    earlier(page) {
      const name = `${page.first} ${page.before}`;
      const known = pages.get(name);
      if (known) return known;
      const loader = createLoader((keys) => findVersions(db, statements, keys.map(readKey), page));
      pages.set(name, loader);
      return loader;
    },
  };
}
