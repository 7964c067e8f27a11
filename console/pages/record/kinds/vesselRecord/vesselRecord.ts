import { code, country, number, prose, text, vessel } from '../field.js';
import { group, type Kind } from '../kind.js';
import { candidates, identifications, interests, relations, sanctions } from '../shared.js';
import { VesselRecordLinks, VesselRecordMatches, VesselRecordRecord } from './vesselRecord.gql.js';

export const vesselRecord: Kind = {
  type: 'VesselRecord',
  root: 'node',
  title: 'name',
  question: VesselRecordRecord,
  isRecord: true,
  groups: [
    group(
      'identity',
      text('aliases'),
      code('imo'),
      vessel('vessel'),
      country('flag'),
      country('pastFlags'),
      text('type'),
      number('tonnage'),
      number('grossRegisteredTonnage'),
      text('buildDate'),
      text('registrationPort'),
    ),
    group('numbers', code('callSign'), code('mmsi'), identifications('VesselNumber')),
    group('ownership', text('owner'), text('operator')),
    group('reason', prose('notes'), text('topics')),
    group('sanctions', text('programmes'), sanctions),
  ],
  links: { question: VesselRecordLinks, tables: [interests, relations] },
  matches: [{ id: 'same', question: VesselRecordMatches, of: [candidates.vesselRecords('matches')] }],
};
