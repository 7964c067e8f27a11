import { type Answered, type CellPath, cellState } from '../../../client/index.js';
import type { CellOrigin } from '../../parts/why/cellOrigin.js';
import type { Placed } from './plan.js';

/** Types with public ids: each decides about what it has itself. */
export const recordTypes: ReadonlySet<string> = new Set([
  ...['Person', 'Organization', 'VesselRecord', 'AircraftRecord', 'Consignment', 'Seizure', 'SeizureStatistic'],
  ...['Incident', 'JointOperation'],
]);

/** Links with a verdict of their own, by the person at their end: no record can be asked about it. */
export const linkTypes: ReadonlySet<string> = new Set([
  ...['SeizurePerson', 'IncidentPerson', 'TradeParty', 'ConsignmentParticipation', 'Relation', 'Interest'],
]);

/**
 * What the graph can be asked to explain of a field.
 *
 * @param page the record that the page is about; undefined: none
 */
export function originOf(answer: Answered, { field, type, path }: Placed, page: string | undefined): CellOrigin {
  const coordinate = `${type}.${field.name}`;
  if (recordTypes.has(type)) return { coordinate, record: idAt(answer, path.slice(0, -1)) ?? page };
  return { coordinate, record: linkTypes.has(type) ? undefined : page };
}

/** The public id of the object at a path, where it is asked for. */
export function idAt(answer: Answered, path: CellPath): string | undefined {
  const object = cellState(answer, path);
  if (object.state !== 'shown' || typeof object.value !== 'object' || object.value === null) return undefined;
  const { id } = object.value as { readonly id?: unknown };
  return typeof id === 'string' ? id : undefined;
}
