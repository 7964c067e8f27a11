import * as f from './description/make.js';
import { record } from './description/record.js';
import * as subject from './parts/subject.js';
import { interests } from './parts/subjectLinks.js';

/** A ship as one source describes her. */
export const vesselRecord = record('VesselRecord', {
  kind: 'vesselRecord',
  source: 'persons',
  table: 'vessel_record',
  idPrefix: 'vesselrecord',
  named: 'vessel',
  about: 'A ship as one source describes her (source persons).',
  answered: ['VesselRecord.relations', 'VesselRecord.matchProbe', 'VesselRecord.matches'],
  fields: {
    names: subject.names,
    imo: f.imo({
      filter: true,
      about: 'IMO number; null and flagged where its check digit is wrong.',
      leadsTo: { type: 'Vessel', key: 'imo', node: 'vessel' },
    }),
    flag: f.country({ filter: true, facet: true }),
    pastFlags: f.list(f.country()),
    type: f.text({ filter: true, facet: true }),
    tonnage: f.number(),
    grossRegisteredTonnage: f.number(),
    buildDate: f.date({ sort: true, histogram: true }),
    registrationPort: f.text(),
    callSign: f.text({ indexed: true, filter: true }),
    mmsi: f.text({ indexed: true, filter: true }),
    // Numbers besides those above.
    identifications: subject.identifications,
    owner: f.text(),
    operator: f.text(),
    notes: f.text(),
    topics: f.list(f.text()),
    sanctions: subject.sanctions,
    // Interests that others hold in the ship: each states its `holder`.
    interests,
    ...subject.namedFields,
    aliases: subject.aliases,
    programmes: subject.programmes({ facet: 'PROGRAMME' }),
    partRefs: subject.partRefs,
  },
});
