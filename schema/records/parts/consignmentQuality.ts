import { isValidContainerId, parseContainerId } from '../../identifiers/containerId.js';
import { parseEori } from '../../identifiers/eori.js';
import { isValidImo, parseImo } from '../../identifiers/imo.js';
import { isValidMrn, parseMrn } from '../../identifiers/mrn.js';
import { codeList } from '../description/codeList.js';

/**
 * Doubts about a consignment, by the datum that each tells of: it is shown where that datum may be, and nowhere else. A word that
 * may tell of several, such as `COUNTRY_UNKNOWN`, stands in the provenance alone, with the source's own text.
 */
export const doubts = {
  movement: [
    ...([
      'MRN_FORM',
      'MRN_CHECK_DIGIT',
      'CONTAINER_FORM',
      'CONTAINER_CHECK_DIGIT',
      'IMO_FORM',
      'IMO_CHECK_DIGIT',
    ] as const),
    ...(['ARRIVAL_BEFORE_DEPARTURE', 'LOCODE_FORM', 'MODE_UNKNOWN', 'DATE_IMPOSSIBLE', 'DATE_PLACEHOLDER'] as const),
    ...(['NAME_INVISIBLE', 'AMENDMENT_UNLINKED', 'AMENDMENT_PARTIAL'] as const),
  ],
  goods: [
    ...(['NET_MASS_OVER_GROSS', 'DESCRIPTION_TOO_GENERAL', 'HS_FORM', 'HS_CHAPTER', 'HS_HEADING_ONLY'] as const),
    ...(['PACKAGE_UNKNOWN', 'UNIT_UNKNOWN', 'CURRENCY_UNKNOWN', 'TOTALS_DIFFER'] as const),
    ...(['WEIGHT_ELSEWHERE', 'FREIGHT_ELSEWHERE'] as const),
  ],
  parties: ['EORI_FORM', 'FIRM_BY_NAME'],
} as const;

/** The doubts that are shown; the SDL explains them. */
export const qualityFlags = codeList('QualityFlag', [...doubts.movement, ...doubts.goods, ...doubts.parties]);

/** A party of no stated kind whose name has a legal form, and so is not a natural person. Set at ingest. */
export const firmByName = 'FIRM_BY_NAME' satisfies (typeof qualityFlags.stored)[number];

/** Descriptions that say nothing about the goods. @see Delegated Regulation (EU) 2015/2446, annex B, D.E. 18 05 */
const generalDescriptions = /^(?:FAK|FREIGHT ALL KINDS|CONSOLIDATED|GENERAL CARGO|PARTS|GOODS|VARIOUS)\.?$/i;

type Text = string | null | undefined;

interface Goods {
  readonly description?: Text;
  readonly netMassKg?: number | null;
  readonly grossMassKg?: number | null;
}

interface Judged {
  readonly qualityFlags?: readonly string[];
  readonly mrn?: Text;
  readonly vesselImo?: Text;
  readonly departure?: Text;
  readonly departureStated?: Text;
  readonly estimatedArrival?: Text;
  readonly estimatedArrivalStated?: Text;
  readonly actualArrival?: Text;
  readonly actualArrivalStated?: Text;
  readonly goodsItems: readonly Goods[];
  readonly houseConsignments?: readonly { readonly goodsItems: readonly Goods[] }[];
}

/** The doubts about a consignment: the source's, and those found here. It is stored all the same. */
export function consignmentFlags(stated: Judged): string[] {
  const flags = [...(stated.qualityFlags ?? [])];
  const { mrn } = stated;
  if (mrn != null && parseMrn(mrn) === null) flags.push('MRN_FORM');
  else if (mrn != null && !isValidMrn(parseMrn(mrn) ?? '')) flags.push('MRN_CHECK_DIGIT');
  const imo = stated.vesselImo ? parseImo(stated.vesselImo) : null;
  if (imo !== null && !isValidImo(imo)) flags.push('IMO_CHECK_DIGIT');
  if (arrivesBeforeDeparture(stated)) flags.push('ARRIVAL_BEFORE_DEPARTURE');
  return [...new Set([...flags, ...goodsFlags(stated)])];
}

function goodsFlags({ goodsItems, houseConsignments = [] }: Judged): string[] {
  const items = [...goodsItems, ...houseConsignments.flatMap((house) => house.goodsItems)];
  const isOver = items.some((item) => (item.netMassKg ?? 0) > (item.grossMassKg ?? Number.POSITIVE_INFINITY));
  const isGeneral = items.some((item) => generalDescriptions.test((item.description ?? '').trim()));
  return [...(isOver ? ['NET_MASS_OVER_GROSS'] : []), ...(isGeneral ? ['DESCRIPTION_TOO_GENERAL'] : [])];
}

/** Compares instants where both are known, else days. */
function arrivesBeforeDeparture(stated: Judged): boolean {
  const { departure, departureStated } = stated;
  const arrival = stated.actualArrival ?? stated.estimatedArrival;
  if (!departure || !arrival) return false;
  const arrivalStated = stated.actualArrival ? stated.actualArrivalStated : stated.estimatedArrivalStated;
  const length = departureStated || arrivalStated ? 10 : undefined;
  return Date.parse(arrival.slice(0, length)) < Date.parse(departure.slice(0, length));
}

/** The doubts about a container's number (ISO 6346). */
export function equipmentFlags({ containerId }: { readonly containerId: string }): string[] {
  const parsed = parseContainerId(containerId);
  if (parsed === null) return ['CONTAINER_FORM'];
  return isValidContainerId(parsed) ? [] : ['CONTAINER_CHECK_DIGIT'];
}

/** The doubts about a party's EORI. */
export function partyFlags({ eori }: { readonly eori?: Text }): string[] {
  return eori && parseEori(eori) === null ? ['EORI_FORM'] : [];
}
