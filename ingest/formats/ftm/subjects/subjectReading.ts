import type {
  AircraftSourceRecord,
  OrganizationRecord,
  PersonRecord,
  StatedName,
  VesselSourceRecord,
} from '../../../records/persons.js';
import type { FtmEntity } from '../entity.js';
import type { FtmValues } from '../values.js';
import type { PartFacts } from './parts.js';

/** A subject while it is read. */
export interface SubjectReading {
  readonly entity: FtmEntity;
  readonly values: FtmValues;
  readonly flags: Set<string>;
  readonly names: readonly StatedName[];
  readonly parts: PartFacts;
}

type SubjectRecord = PersonRecord | OrganizationRecord | VesselSourceRecord | AircraftSourceRecord;

/** The members of a record that not all subjects have. */
export type OwnFields<Kind extends SubjectRecord> = Omit<Kind, 'kind' | 'sourceRef' | 'names'>;
