import { matcherVersion } from '../names/analysedName.js';
import { analyseName } from '../names/analysis/analyseName.js';
import { wordsOfAddress } from './addresses.js';
import { narrowest, rangeOf } from './birthDates.js';
import type { AnalysedRecord, ComparedRecord, NumberedThing } from './record.js';

/**
 * Prepares a record for comparison. An invalid date is left out.
 *
 * @param analyse `analyseName`, or a caching version of it
 */
export function analyseRecord(record: ComparedRecord, analyse: typeof analyseName = analyseName): AnalysedRecord {
  const { kind, names, birthDates, birthPlaces, nationalities, gender, documents, identifiers, addresses } = record;
  const { flag, formerFlags, type, weakNames } = record;
  const ranges = narrowest(birthDates?.flatMap(rangeOf) ?? []);
  return {
    version: matcherVersion,
    kind,
    names: names.map((name) => analyse(name, kind)),
    ...(weakNames?.length ? { weakNames } : {}),
    ...(ranges.length > 0 ? { birthDates: ranges } : {}),
    ...(birthPlaces?.length ? { birthPlaces: birthPlaces.map((place) => analyse(place, 'organization')) } : {}),
    ...(nationalities?.length ? { nationalities: nationalities.map((code) => code.toLowerCase()) } : {}),
    ...(gender ? { gender: gender.toLowerCase() } : {}),
    ...(addresses?.length ? { addresses: addresses.map(wordsOfAddress) } : {}),
    ...(documents?.length ? { documents: documents.map(plainNumber) } : {}),
    ...(identifiers?.length ? { identifiers: identifiers.map(plainNumber) } : {}),
    ...(flag ? { flag: flag.toLowerCase() } : {}),
    ...(formerFlags?.length ? { formerFlags: formerFlags.map((code) => code.toLowerCase()) } : {}),
    ...(type ? { type: type.toLowerCase() } : {}),
  };
}

function plainNumber({ kind, number }: NumberedThing): NumberedThing {
  return {
    kind: kind.toLowerCase(),
    number: number
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  };
}
