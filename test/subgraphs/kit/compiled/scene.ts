import type { Policy } from '../../../../policy/policy.js';
import type { Purpose, Role } from '../../../../policy/types.js';
import type { SourceName } from '../../../../schema/sources.js';
import { openDatabase } from '../../../../storage/pool/database.js';
import type { SourceDatabase, WritableDatabase } from '../../../../storage/types.js';
import type { SourceRequest } from '../../../../subgraphs/kit/request.js';
import { demoLinkKey } from '../../../support/demo.js';
import { ownDemoDatabase } from '../../../support/runner/ownDemoDatabase.js';
import { writeVersions } from '../provenance/writeVersions.js';
import { type Pools, pick, type Random } from './randomOperation.js';

export const keys = {
  link: demoLinkKey,
  probe: new Uint8Array(32).fill(2),
  cursor: new Uint8Array(32).fill(3),
};

/** The demonstration's data, and words of it to ask by. */
export interface Scene {
  database(source: SourceName): SourceDatabase;
  url(source: SourceName): string;
  readonly write: WritableDatabase;
  /** Values for arguments, by name; `after` is filled with cursors as they are met. */
  readonly pools: Pools & { readonly after: string[] };
  representations(source: SourceName): readonly object[];
}

const tables = {
  Consignment: 'cargo.consignment',
  Person: 'persons.person',
  Organization: 'persons.organization',
  VesselRecord: 'persons.vessel_record',
  AircraftRecord: 'persons.aircraft_record',
  Seizure: 'seizures.seizure',
  Incident: 'incidents.incident',
  JointOperation: 'incidents.joint_operation',
} as const;

const owners: Readonly<Record<string, SourceName>> = {
  Consignment: 'cargo',
  Person: 'persons',
  Organization: 'persons',
  VesselRecord: 'persons',
  AircraftRecord: 'persons',
  Seizure: 'seizures',
  Incident: 'incidents',
  JointOperation: 'incidents',
};

/** Opens it at the top of a test file; it is gone after its tests. */
export async function openScene(policy: Policy): Promise<Scene> {
  const database = await ownDemoDatabase();
  const admin = database.ending(openDatabase(database.ingestUrl, { source: 'cargo' }));
  const column = async (text: string): Promise<string[]> =>
    (await admin.exec<{ v: string | null }>(text)).flatMap(({ v }) => v ?? []);
  const records = new Map<string, { id: string; ref: string }[]>();
  for (const [type, table] of Object.entries(tables)) {
    await writeVersions(admin, table);
    records.set(type, await admin.exec(`select id, ref from ${table} order by source_ref limit 60`));
  }
  const ids = [...records.values()].flat().map(({ id }) => id);
  const refs = [...records.values()].flat().map(({ ref }) => ref);
  const mrn = await column('select mrn as v from cargo.consignment order by source_ref limit 40');
  const imo = await column('select distinct vessel_imo as v from cargo.consignment limit 20');
  const containerId = await column('select container_id as v from cargo.transport_equipment limit 30');
  const eori = await column('select distinct eori as v from cargo.trade_party limit 30');
  const unlocode = await column('select distinct place_of_loading as v from cargo.consignment limit 20');
  const caseReference = await column('select case_reference as v from seizures.seizure limit 30');
  const registration = await column('select registration as v from persons.aircraft_record order by source_ref');
  const agency = Object.keys(policy.agencies);
  const identifiers: readonly (readonly [string, string, readonly string[]])[] = [
    ['Container', 'containerId', containerId],
    ['Vessel', 'imo', imo],
    ['EconomicOperator', 'eori', eori],
    ['Location', 'unlocode', unlocode],
    ['Agency', 'id', agency],
    ['MatchProbe', 'probe', ['none']],
  ];
  const opened = new Map<SourceName, SourceDatabase>();
  return {
    database(source) {
      const known = opened.get(source) ?? database.ending(openDatabase(database.url(source), { source, max: 2 }));
      opened.set(source, known);
      return known;
    },
    url: (source) => database.url(source),
    write: admin,
    pools: {
      id: [...ids, ...agency, ...containerId, 'consignment_missing'],
      ids,
      mrn: [...mrn, 'x'],
      imo: [...imo, 'x'],
      unlocode: [...unlocode, '?'],
      caseReference,
      eori: [...eori, 'x'],
      registrationNumber: ['1'],
      registration: [...registration, 'x'],
      String: [...mrn.slice(0, 5), ...imo.slice(0, 5), ...unlocode.slice(0, 5), 'DE', 'NL'],
      before: [1, 2, 3, 4],
      after: [],
    },
    representations(source) {
      const known = Object.keys(owners).flatMap((type) =>
        (records.get(type) ?? []).map(({ id, ref }, index): object =>
          owners[type] === source && index % 3 === 0
            ? { __typename: type, nodeKey: id }
            : { __typename: type, visibleRef: ref },
        ),
      );
      const odd = [
        { __typename: 'Consignment', ref: 'missing' },
        { __typename: 'Consignment' },
        { __typename: 'Vessel', imo: 7 },
        { __typename: 'PageInfo' },
        { __typename: 'Nothing' },
      ];
      const named = identifiers.flatMap(([type, key, values]) =>
        values.map((value) => ({ __typename: type, [key]: value })),
      );
      return [...known, ...known, ...named, ...odd, ...refs.slice(0, 3).map((ref) => ({ __typename: 'Person', ref }))];
    },
  };
}

/** A request of some agency in some role for some purpose that both allow. */
export function randomRequest(policy: Policy, random: Random, audience: SourceName): SourceRequest {
  const agencies = Object.values(policy.agencies);
  // Mostly those who see something of these sources.
  const agency = random() < 0.8 ? pick(random, agencies.slice(0, 8)) : pick(random, agencies);
  const role = random() < 0.6 && agency.roles.includes('ANALYST') ? 'ANALYST' : (pick(random, agency.roles) as Role);
  const allowed = agency.purposes.filter((purpose) => policy.roles[role]?.purposes.includes(purpose));
  const usual = allowed.find((purpose) => purpose === 'CRIMINAL_INVESTIGATION');
  const some = allowed.length > 0 ? pick(random, allowed) : undefined;
  const purpose: Purpose | undefined = usual && random() < 0.7 ? usual : some;
  return {
    facts: {
      viewer: {
        subject: 'officer-1',
        agency: agency.id,
        kind: agency.kind,
        country: agency.country,
        role,
        clearance: agency.clearance,
      },
      purpose,
      ...(random() < 0.95 ? { caseReference: agency.caseReference.example } : {}),
      asOf: '2026-11-25T10:00:00.000Z',
    },
    requestId: 'request-1',
    policyVersion: policy.version,
    intent: 'READ',
    audience,
  };
}
