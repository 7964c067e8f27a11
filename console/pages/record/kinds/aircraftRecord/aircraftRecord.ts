import { code, country, prose, text } from '../field.js';
import { group, type Kind } from '../kind.js';
import { identifications, interests, relations, sanctions } from '../shared.js';
import { AircraftRecordLinks, AircraftRecordRecord } from './aircraftRecord.gql.js';

export const aircraftRecord: Kind = {
  type: 'AircraftRecord',
  root: 'node',
  title: 'name',
  question: AircraftRecordRecord,
  isRecord: true,
  groups: [
    group(
      'identity',
      text('aliases'),
      code('registration'),
      code('pastRegistrations'),
      country('country'),
      text('type'),
      text('model'),
      text('manufacturer'),
      text('buildDate'),
    ),
    group('numbers', code('serialNumber'), code('icaoAddress'), identifications('AircraftNumber')),
    group('ownership', text('owner'), text('operator')),
    group('reason', prose('notes'), text('topics')),
    group('sanctions', text('programmes'), sanctions),
  ],
  links: { question: AircraftRecordLinks, tables: [interests, relations] },
};
