import { isDeepStrictEqual } from 'node:util';
import { toLocode } from '../../codes/locode.js';
import type { ConsignmentRecord } from '../../records/cargo.js';
import type { Statement } from './messageTable.js';
import type { Flag } from './readings.js';
import { partsOf, textOf } from './statements.js';

interface StatedLocation {
  readonly code: string | null;
  readonly stated: string | null;
}

/** Places of a consignment, as UN/LOCODE where they are one, in words where they are not or the message says more. */
export function readPlaces(message: Statement, flag: Flag): Partial<ConsignmentRecord> {
  const loading = readPlace(message, 'loading', flag);
  const unloading = readPlace(message, 'unloading', flag);
  const acceptance = readPlace(message, 'acceptance', flag);
  const delivery = readPlace(message, 'delivery', flag);
  return {
    placeOfLoading: loading.code,
    placeOfLoadingStated: loading.stated,
    placeOfUnloading: unloading.code,
    placeOfUnloadingStated: unloading.stated,
    placeOfAcceptance: acceptance.code,
    placeOfAcceptanceStated: acceptance.stated,
    placeOfDelivery: delivery.code,
    placeOfDeliveryStated: delivery.stated,
    goodsLocation: readGoodsLocation(message, flag),
  };
}

/**
 * A text may be a code or words (entry summary declarations of ICS1 have one element for both); a code element without a
 * code is flagged.
 */
function readPlace(message: Statement, kind: string, flag: Flag): StatedLocation {
  const places = findPlaces(message, kind);
  const [place] = places;
  if (place === undefined) return { code: null, stated: null };
  if (places.some((other) => !isDeepStrictEqual(other.values, place.values))) flag('FIRST_OF_SEVERAL');
  const code = textOf(place, 'place.code', flag);
  const text = textOf(place, 'place.text', flag);
  const locode = toLocode(code ?? text);
  if (code !== null && locode === null) flag('LOCODE_FORM');
  const words = [text, textOf(place, 'place.country'), locode === null ? code : null].filter((part) => part !== null);
  const isCodeAlone = locode !== null && code === null;
  return { code: locode, stated: isCodeAlone || words.length === 0 ? null : words.join(', ') };
}

/** The places of the consignment, else those of its houses, else of its items, which then should agree. */
function findPlaces(message: Statement, kind: string): readonly Statement[] {
  const houses = partsOf(message, 'house');
  const levels = [[message], houses, [message, ...houses].flatMap((level) => partsOf(level, 'item'))];
  const found = levels.map((level) => level.flatMap((statement) => partsOf(statement, 'place', kind)));
  return found.find((places) => places.length > 0) ?? [];
}

/** Where the goods may be examined, coded (EUCDM 16 15) as country, type, qualifier and name: `GBAUWLALONBTW`. */
function readGoodsLocation(message: Statement, flag: Flag): string | null {
  const parts = goodsLocationParts.flatMap((field) => textOf(message, field, flag) ?? []);
  return parts.length > 0 ? parts.join('') : null;
}

const goodsLocationParts = [
  'goodsLocationCountry',
  'goodsLocationType',
  'goodsLocationQualifier',
  'goodsLocationName',
] as const;
