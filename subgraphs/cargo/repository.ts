import { type RawBuilder, sql } from 'kysely';
import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import { sqlText } from '../../policy/rows/sqlText.js';
import { parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { parseImo } from '../../schema/identifiers/imo.js';
import type { Column, LinksOfTable, Listing, SourceSession } from '../kit/types.js';
import { envelope } from '../kit/wall/envelope.js';
import { toTransportModeCode } from './codeLists.js';
import { toConsignment } from './mapping.js';
import type { ConsignmentRow } from './rows.js';

/** A consignment as resolvers get it: projected for one viewer. */
export type ConsignmentNode = Partial<ReturnType<typeof toConsignment>> & {
  readonly id: string;
  readonly visibleRef: string;
};

/** Columns of `cargo.consignment`, alias `r`, without the envelope. */
export const consignmentColumns: RawBuilder<unknown> = sql`r.id, r.ref, r.mrn, r.previous_mrn, r.lrn, r.ucr,
  r.specific_circumstance_indicator, r.split_consignment, r.transport_document_type, r.transport_document_reference,
  r.transport_mode, r.conveyance_reference, r.border_means_type, r.border_means_id, r.border_means_nationality,
  r.vessel_imo, r.vessel_name, r.countries_of_routing, r.place_of_loading, r.place_of_unloading,
  r.place_of_acceptance, r.place_of_delivery, r.customs_office_first_entry, r.departure, r.estimated_arrival,
  r.actual_arrival, r.declaration_type, r.declared_at, r.declared_at_stated, r.departure_stated,
  r.estimated_arrival_stated, r.actual_arrival_stated, r.place_of_loading_stated, r.place_of_unloading_stated,
  r.place_of_acceptance_stated, r.place_of_delivery_stated, r.goods_location, r.country_of_export,
  r.country_of_destination, r.customs_office_exit, r.delivery_terms, r.seals, r.documents, r.quality_flags,
  r.gross_mass_kg, cast(r.invoice_minor_units as float8) as invoice_minor_units, r.invoice_currency,
  cast(r.freight_minor_units as float8) as freight_minor_units, r.freight_currency,
  cast(r.insurance_minor_units as float8) as insurance_minor_units, r.insurance_currency, r.risk_score, r.risk_result, r.risk_request_for_information,
  r.risk_request_for_screening, r.risk_do_not_load, r.risk_profiles`;

const upper = (text: string): string => text.toUpperCase().replaceAll(/\s/g, '');

const digits = (text: string): string => text.replaceAll(/[\s.]/g, '');

function column(datum: RawBuilder<unknown>, type: Column['type'], normalise?: (text: string) => string): Column {
  return { sql: datum, type, ...(normalise ? { normalise } : {}) };
}

const ofEquipment: NonNullable<Column['within']> = (leaf) =>
  sql<boolean>`exists (select 1 from cargo.transport_equipment e where e.consignment_id = r.id and ${leaf})`;
const ofGoods: NonNullable<Column['within']> = (leaf) =>
  sql<boolean>`exists (select 1 from cargo.goods_item g where g.consignment_id = r.id and ${leaf})`;
const ofParties: NonNullable<Column['within']> = (leaf) =>
  sql<boolean>`exists (select 1 from cargo.trade_party p where p.consignment_id = r.id and ${leaf})`;

/** Who is a party: `cargo.trade_party`, alias `p`. Why a party of no stated kind is a person: it may be one. */
export const partyLink: LinkColumns = {
  alias: 'p',
  person: 'person_ref',
  role: null,
  birthDate: null,
  noPerson: sqlText`(p.person_ref is null and (p.person_type in (2, 3) or p.organization_ref is not null))`,
};

/** Who is named by a consignment, at house level too. */
export const consignmentParties: LinksOfTable = {
  from: sql`cargo.trade_party p join cargo.consignment r on r.id = p.consignment_id`,
  record: sql<string>`p.consignment_id`,
  link: partyLink,
};

/** Consignments: `cargo.consignment`. */
export const consignmentListing: Listing<ConsignmentRow, ConsignmentNode> = {
  type: 'Consignment',
  field: 'Query.consignments',
  from: sql`cargo.consignment r`,
  columns: consignmentColumns,
  filterType: 'ConsignmentFilter',
  filters: {
    mrn: column(sql`r.mrn`, 'text', upper),
    lrn: column(sql`r.lrn`, 'text'),
    ucr: column(sql`r.ucr`, 'text'),
    transportDocumentReference: column(sql`r.transport_document_reference`, 'text'),
    transportMode: column(sql`r.transport_mode`, 'int4', toTransportModeCode),
    containerId: {
      ...column(sql`e.container_id`, 'text', (text) => parseContainerId(text) ?? upper(text)),
      within: ofEquipment,
    },
    vesselImo: column(sql`r.vessel_imo`, 'text', (text) => parseImo(text) ?? text),
    placeOfLoading: column(sql`r.place_of_loading`, 'text', upper),
    placeOfUnloading: column(sql`r.place_of_unloading`, 'text', upper),
    countryOfRouting: column(sql`r.countries_of_routing`, 'text[]', upper),
    countryOfDestination: column(sql`r.country_of_destination`, 'text', upper),
    customsOfficeFirstEntry: column(sql`r.customs_office_first_entry`, 'text', upper),
    estimatedArrival: column(sql`r.estimated_arrival`, 'timestamptz'),
    actualArrival: column(sql`r.actual_arrival`, 'timestamptz'),
    grossMassKg: column(sql`r.gross_mass_kg`, 'float8'),
    hs6: { ...column(sql`g.hs6`, 'text'), within: ofGoods },
    commodityCode: { ...column(sql`g.commodity_code`, 'text', digits), within: ofGoods },
    partyName: {
      ...column(sql`lower(p.name)`, 'text', (text) => text.toLowerCase()),
      within: ofParties,
      link: partyLink,
    },
    partyEori: {
      ...column(sql`p.eori`, 'text', (text) => parseEori(text) ?? upper(text)),
      within: ofParties,
      link: partyLink,
    },
    riskScore: column(sql`r.risk_score`, 'float8'),
    riskResult: column(sql`r.risk_result`, 'text'),
  },
  sortType: 'ConsignmentSortField',
  sorts: {
    MRN: column(sql`r.mrn`, 'text'),
    ESTIMATED_ARRIVAL: column(sql`r.estimated_arrival`, 'timestamptz'),
    ACTUAL_ARRIVAL: column(sql`r.actual_arrival`, 'timestamptz'),
    GROSS_MASS_KG: column(sql`r.gross_mass_kg`, 'float8'),
    RISK_SCORE: column(sql`r.risk_score`, 'float8'),
  },
  defaultSort: { field: 'ESTIMATED_ARRIVAL', direction: 'DESC' },
  toNode: (session, row) => projectConsignment(session, row),
};

/**
 * Consignments that this viewer may see, by `id` or `ref`: one statement for all keys, absent where there is none. Of
 * several records of one consignment, which share a `ref`, that of the first id, as under `consignment(mrn:)`.
 */
export async function consignmentsByKey(
  session: SourceSession,
  key: 'id' | 'ref',
  keys: readonly string[],
): Promise<ReadonlyMap<string, ConsignmentNode>> {
  const rows = await session.db.rows(sql<ConsignmentRow>`
    select ${consignmentColumns}, ${envelope('r')} from cargo.consignment r
    where ${sql.ref(`r.${key}`)} = any(cast(${[...keys]} as text[])) and ${session.wall('Consignment').visible}
    order by r.id`);
  const nodes = new Map<string, ConsignmentNode>();
  for (const row of rows) {
    const node = nodes.has(row[key]) ? null : projectConsignment(session, row);
    if (node) nodes.set(row[key], node);
  }
  return nodes;
}

/** The consignment under an MRN, in full or as a hit; null where none is known to this viewer. */
export function findConsignmentByMrn(session: SourceSession, mrn: string): Promise<ConsignmentNode | null> {
  const wall = session.wall('Consignment');
  return session.lookup(
    () =>
      session.db.rows(sql<ConsignmentRow>`
        select ${consignmentColumns}, ${envelope('r')} from cargo.consignment r
        where r.mrn = ${mrn} and ${wall.known} order by case when ${wall.visible} then 0 else 1 end, r.id limit 1`),
    (row) => projectConsignment(session, row, { lookup: true, by: 'cargo.movement' }),
  );
}

function projectConsignment(
  session: SourceSession,
  row: ConsignmentRow,
  options?: { readonly lookup: true; readonly by: string },
): ConsignmentNode | null {
  return session.project('Consignment', row, toConsignment(row), options) as ConsignmentNode | null;
}
