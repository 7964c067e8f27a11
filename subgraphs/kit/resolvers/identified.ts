import { type GraphQLNamedType, type GraphQLResolveInfo, getNamedType, isInputObjectType } from 'graphql';
import { leastOf } from '../../../policy/rules/verdict.js';
import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import type { Report } from '../manifest/report.js';
import type { KitSession } from '../session/session.js';
import type { ResolverMap } from '../types.js';
import type { FieldShape, Shapes } from '../wall/shape.js';
import type { Subject } from '../wall/subjects.js';
import { type Verdict, verdictOf } from '../wall/verdict.js';

/**
 * Where the numbers stand by which somebody or something is known: output fields, arguments, and leaves of filters, each
 * with the type under which the log names the number. Who shows one or asks for one, in vain too, leaves it in the log.
 */
const identified: Readonly<Record<string, string>> = {
  'Vessel.imo': 'Vessel',
  'VesselRecord.imo': 'Vessel',
  'Query.vessel(imo:)': 'Vessel',
  'VesselFilter.imo': 'Vessel',
  'ConsignmentFilter.vesselImo': 'Vessel',
  'Container.containerId': 'Container',
  'TransportEquipment.containerId': 'Container',
  'SeizureContainer.statedNumber': 'Container',
  'IncidentContainer.statedNumber': 'Container',
  'Query.container(id:)': 'Container',
  'ConsignmentFilter.containerId': 'Container',
  'EconomicOperator.eori': 'EconomicOperator',
  'TradeParty.eori': 'EconomicOperator',
  'Organization.eori': 'EconomicOperator',
  'Query.organization(eori:)': 'EconomicOperator',
  'OrganizationFilter.eori': 'EconomicOperator',
  'ConsignmentFilter.partyEori': 'EconomicOperator',
  'Consignment.mrn': 'Mrn',
  'Consignment.previousMrn': 'Mrn',
  'SeizureConsignment.statedMrn': 'Mrn',
  'IncidentConsignment.statedMrn': 'Mrn',
  'Query.consignment(mrn:)': 'Mrn',
  'ConsignmentFilter.mrn': 'Mrn',
  'TransportDocument.reference': 'TransportDocument',
  'ConsignmentFilter.transportDocumentReference': 'TransportDocument',
  'Identification.number': 'Identification',
  'IdentificationInput.number': 'Identification',
  'RegisteredNumber.number': 'RegisteredNumber',
  'Organization.registrationNumber': 'RegisteredNumber',
  'Organization.vatCode': 'RegisteredNumber',
  'Organization.leiCode': 'RegisteredNumber',
  'Organization.taxNumber': 'RegisteredNumber',
  'Query.organization(registrationNumber:)': 'RegisteredNumber',
  'OrganizationFilter.registrationNumber': 'RegisteredNumber',
  'VesselNumber.number': 'VesselNumber',
  'VesselRecord.mmsi': 'VesselNumber',
  'VesselRecord.callSign': 'VesselNumber',
  'VesselFilter.mmsi': 'VesselNumber',
  'VesselFilter.callSign': 'VesselNumber',
  'AircraftNumber.number': 'AircraftNumber',
  'AircraftRecord.registration': 'AircraftNumber',
  'AircraftRecord.serialNumber': 'AircraftNumber',
  'AircraftRecord.icaoAddress': 'AircraftNumber',
  'Query.aircraft(registration:)': 'AircraftNumber',
  'AircraftFilter.registration': 'AircraftNumber',
  'AircraftFilter.serialNumber': 'AircraftNumber',
  'AircraftFilter.icaoAddress': 'AircraftNumber',
  'Query.seizure(caseReference:)': 'CaseReference',
  'SeizureFilter.caseReference': 'CaseReference',
  'Query.incident(caseReference:)': 'CaseReference',
  'IncidentFilter.caseReference': 'CaseReference',
  'Handling.jointOperation': 'JointOperation',
};

/** A field whose value is such a number. */
export interface IdentifiedField {
  /** Type under which the log names the number. */
  readonly type: string;
  readonly field: FieldShape;
}

const fieldOf = new WeakMap<object, IdentifiedField>();

/** What a resolver made here notes; undefined for every other. */
export function identifiedBy(resolve: object): IdentifiedField | undefined {
  return fieldOf.get(resolve);
}

/** Resolvers of the fields whose values are such numbers: they note what they show. */
export function identifierResolvers(shapes: Shapes): ResolverMap {
  const resolvers: ResolverMap = {};
  for (const [coordinate, type] of Object.entries(identified)) {
    const [typeName = '', name = ''] = coordinate.split('.');
    const field = shapes.get(typeName)?.fields.get(name);
    if (!field) continue;
    const shows: IdentifiedField = { type, field };
    const resolve = (parent: object, _args: unknown, { session }: { readonly session: KitSession }): unknown => {
      const value = (parent as Readonly<Record<string, unknown>>)[name];
      showIdentifier(session, shows, verdictOf(parent), value);
      return value;
    };
    fieldOf.set(resolve, shows);
    resolvers[typeName] = { ...resolvers[typeName], [name]: resolve };
  }
  return resolvers;
}

/** Notes that a number is shown: in full, since of a masked one nobody can tell which it is. */
export function showIdentifier(
  { report }: KitSession,
  { type, field: { category, guards } }: IdentifiedField,
  verdict: Verdict | undefined,
  value: unknown,
): void {
  if (typeof value !== 'string' || value === '') return;
  if (category === 'public') report.identify(subjectOf(type, value), null);
  else if (verdict && leastOf(verdict, guards).decision.effect === 'FULL')
    report.identify(subjectOf(type, value), category);
}

/** Notes the numbers that a root field was asked for, by an argument or by a leaf of a filter that wants them exactly. */
export function noteAsked({ report }: KitSession, stated: unknown, info: GraphQLResolveInfo): void {
  const args = info.parentType.getFields()[info.fieldName]?.args ?? [];
  for (const { name, type } of args) {
    const value = (stated as Readonly<Record<string, unknown>>)[name];
    if (value === null || value === undefined) continue;
    const named = identified[`${info.parentType.name}.${info.fieldName}(${name}:)`];
    if (named === undefined) noteInput(report, getNamedType(type), value);
    else noteExact(report, named, value);
  }
}

function noteInput(report: Report, type: GraphQLNamedType, value: unknown): void {
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) noteInput(report, type, each);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const named = identified[`${type.name}.${name}`];
    const field = type.getFields()[name];
    if (named !== undefined) noteExact(report, named, member);
    else if (field) noteInput(report, getNamedType(field.type), member);
  }
}

/** A number, several, or the operators of a filter: `eq` and `in` name whole numbers. */
function noteExact(report: Report, type: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') report.identify(subjectOf(type, value), null);
  else if (Array.isArray(value)) for (const each of value) noteExact(report, type, each);
  else if (typeof value === 'object' && value !== null) {
    const { eq, in: any } = value as { readonly eq?: unknown; readonly in?: unknown };
    noteExact(report, type, eq);
    noteExact(report, type, any);
  }
}

function subjectOf(type: string, text: string): Subject {
  return { type, id: type === 'JointOperation' ? text : identifierKey(type, text) };
}
