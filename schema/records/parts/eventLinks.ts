import { parseContainerId } from '../../identifiers/containerId.js';
import { parseMrn } from '../../identifiers/mrn.js';
import type { Fields } from '../description/fields.js';
import * as f from '../description/make.js';
import { subject } from './shared.js';

/** A kind of record that asserts links to persons, organizations, consignments and containers. */
type Event = 'seizure' | 'incident';

/** The persons in an event; `more` are fields that only this kind of event states. */
export function persons<Role extends Fields, More extends Fields>(of: Event, role: Role, more: More) {
  const fields = {
    ...role,
    statedName: f.text({ otherwise: null }),
    ...more,
    person: f.pointer('Person', { otherwise: null }),
    subject,
  };
  return f.child(fields, { main: 'statedName', ...namesOf(of, 'Person') });
}

/** The organizations in an event. */
export function organizations<Role extends Fields, More extends Fields>(of: Event, role: Role, more: More) {
  const fields = {
    ...role,
    statedName: f.text({ otherwise: null }),
    ...more,
    organization: f.pointer('Organization', { otherwise: null }),
  };
  return f.child(fields, { main: 'statedName', ...namesOf(of, 'Organization') });
}

/** The consignments in an event, by the stated MRN; one in the form of an MRN leads to the consignment. */
export function consignments(of: Event) {
  const fields = {
    statedMrn: f.mrn({ required: true }),
    consignment: f.reference('Consignment', ({ statedMrn }: { readonly statedMrn: string }) => {
      const mrn = parseMrn(statedMrn);
      return mrn === null ? null : [mrn];
    }),
  };
  return f.child(fields, { main: 'statedMrn', ...namesOf(of, 'Consignment') });
}

/** The containers in an event, by the stated number; one in the form of ISO 6346 leads to the container. */
export function containers(of: Event) {
  const fields = {
    statedNumber: f.container({ required: true }),
    containerId: f.computed(
      'container',
      ({ statedNumber }: { readonly statedNumber: string }) => parseContainerId(statedNumber),
      { node: null, leadsTo: { type: 'Container', key: 'containerId', node: 'container' } },
    ),
  };
  return f.child(fields, { main: 'statedNumber', plain: true, ...namesOf(of, 'Container') });
}

/** The table, id prefix and type of a link, e.g. `seizure_person`, `seizureperson`, `SeizurePerson`. */
export function namesOf(of: Event, end: string) {
  const name = end.toLowerCase();
  return {
    table: `${of}_${name}`,
    idPrefix: `${of}${name}`,
    type: `${of.charAt(0).toUpperCase()}${of.slice(1)}${end}`,
  };
}
