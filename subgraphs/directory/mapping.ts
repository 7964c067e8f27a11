import { isMappedSource, mappedSources } from '../../policy/mayOriginate.js';
import type { Agency, Policy } from '../../policy/policy.js';
import { purposesOf } from '../../policy/rules/purposes.js';
import type { RequestFacts } from '../../policy/types.js';
import type { SourceSession } from '../kit/sourceSession.js';
import type { LoadedSourceRow, LocationRow } from './repository.js';

/** Agency of the policy to `Agency`, without issuers, certificates, clearance and mandate. */
export function toAgency(agency: Agency) {
  const { id, name, kind, country, contact, roles, purposes, originates } = agency;
  return { id, name, kind, country, contact, roles, purposes, originates };
}

/** Functions of a place, by the code of UN/ECE Recommendation 16. */
const locationFunctions: Readonly<Record<string, string>> = {
  '1': 'PORT',
  '2': 'RAIL',
  '3': 'ROAD',
  '4': 'AIRPORT',
  '5': 'POSTAL',
  '6': 'MULTIMODAL',
  '7': 'FIXED',
  '8': 'INLAND_PORT',
  A: 'ECONOMIC_ZONE',
  B: 'BORDER',
};

/** Row to a place, apart from its code: by the loaded list first, then by the seed. Degrees, WGS 84. */
export function toLocation(row: LocationRow) {
  const { functions, latitude, longitude } = row.listed ?? {};
  const isPlaced = typeof latitude === 'number' && typeof longitude === 'number';
  const codes = Array.isArray(functions) && functions.length > 0 ? functions : row.functions;
  return {
    name: toListedName(row) ?? row.name,
    functions: (codes ?? []).flatMap((code: string) => locationFunctions[code] ?? []),
    latitude: isPlaced ? latitude : row.latitude,
    longitude: isPlaced ? longitude : row.longitude,
  };
}

/** The listed name; without diacritics where it lost letters on the way, as `Zw\uFFFDnitz` has. */
function toListedName({ listed_name: name, listed }: LocationRow): string | null {
  const plain = listed?.nameWithoutDiacritics;
  return name?.includes('\uFFFD') && typeof plain === 'string' ? plain : name;
}

/** Lists that hold the parents of a list's codes, where it does not itself. */
const parentLists: Readonly<Record<string, readonly string[]>> = {
  unlocode: ['unlocode', 'unlocode-countries', 'countries'],
  'unlocode-subdivisions': ['unlocode-countries', 'countries'],
};

/** Lists that may hold the code one level up, the likeliest first. */
export function parentListsOf(list: string): readonly string[] {
  return parentLists[list] ?? [list];
}

/** Row to `LoadedSource`; its age is as of the request's instant. */
export function toLoadedSource(row: LoadedSourceRow, { policy, facts: { asOf } }: SourceSession) {
  return {
    source: row.feed,
    originator: row.env_originator,
    holds: heldBy(policy, row.feed),
    format: row.format,
    formatVersion: row.format_version,
    loadedAt: row.loaded_at.toISOString(),
    ageSeconds: Math.max(0, Math.floor((Date.parse(asOf) - row.loaded_at.getTime()) / 1000)),
    records: row.records,
    quarantined: row.quarantined,
    withdrawn: row.withdrawn,
    unmapped: row.unmapped,
    sequence: row.sequence,
    run: row.run_id,
    files: row.files,
    fileHashes: row.file_hashes,
  };
}

/** Groups of categories that the records of a feed hold; none for a code list. */
export function heldBy({ sources }: Policy, feed: string): readonly string[] {
  return sources[isMappedSource(feed) ? mappedSources : feed] ?? [];
}

/** The viewer of a request to `Viewer`. */
export function toViewer(policy: Policy, facts: RequestFacts) {
  const { viewer, purpose, caseReference } = facts;
  const agency = policy.agencies[viewer.agency];
  const allowed = facts.purposes ?? purposesOf(policy, viewer.agency, viewer.role);
  return {
    subject: viewer.subject,
    agency: agency ? toAgency(agency) : null,
    kind: viewer.kind,
    country: viewer.country,
    role: viewer.role,
    clearance: viewer.clearance,
    purpose: purpose ?? null,
    caseReference: caseReference ?? null,
    allowedPurposes: allowed.map((candidate) => {
      const row = policy.purposes[candidate];
      return {
        purpose: candidate,
        meaning: row.meaning,
        caseReferenceRequired: row.caseReference,
        justificationRequired: row.justification,
      };
    }),
  };
}
