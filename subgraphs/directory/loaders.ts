import { createLoader } from '../kit/page/loader.js';
import type { SourceSession } from '../kit/types.js';
import { toLocation } from './mapping.js';
import { codesByKey, locationsByCode, toCode } from './repository.js';

/** One loader per key, made anew for each request. */
export function createLoaders(session: SourceSession) {
  return {
    codeByKey: createLoader(async (keys) => {
      const rows = await codesByKey(session, keys);
      return new Map([...rows].map(([key, row]) => [key, toCode(row)]));
    }),
    locationByCode: createLoader(async (codes) => {
      const rows = await locationsByCode(session, codes);
      return new Map([...rows].map(([code, row]) => [code, toLocation(row)]));
    }),
  };
}

export type DirectoryLoaders = ReturnType<typeof createLoaders>;
