import type { aircraftRecord } from '../../schema/records/aircraftRecord.js';
import type { RecordOf } from '../../schema/records/description/record.js';
import type { interest } from '../../schema/records/interest.js';
import type { organization } from '../../schema/records/organization.js';
import type { person } from '../../schema/records/person.js';
import type { relation } from '../../schema/records/relation.js';
import type { vesselRecord } from '../../schema/records/vesselRecord.js';
import type { RecordBase } from './base.js';

/** A natural person. Dates are PartialDates, countries ISO 3166-1 alpha-2. */
export type PersonRecord = RecordBase & RecordOf<typeof person>;

/** A legal person or body, as one source describes it. */
export type OrganizationRecord = RecordBase & RecordOf<typeof organization>;

/** A ship as one source describes it. */
export type VesselSourceRecord = RecordBase & RecordOf<typeof vesselRecord>;

/** An aircraft as one source describes it. */
export type AircraftSourceRecord = RecordBase & RecordOf<typeof aircraftRecord>;

/** A relation that its source keeps as a record of its own; it shows at both ends. */
export type RelationRecord = RecordBase & RecordOf<typeof relation>;

/** An interest that its source keeps as a record of its own. */
export type InterestRecord = RecordBase & RecordOf<typeof interest>;

/** Parts of a person or organization as a delivery states them. */
export type StatedName = PersonRecord['names'][number];
export type NameKind = StatedName['kind'];
export type StatedIdentification = ListedIn<'identifications'>;
export type IdentificationType = StatedIdentification['type'];
export type StatedAddress = ListedIn<'addresses'>;
export type StatedPosition = ListedIn<'positions'>;
export type StatedSanction = ListedIn<'sanctions'>;
export type StatedRelation = ListedIn<'relations'>;
export type StatedInterest = ListedIn<'interests'>;
export type RelationKind = StatedRelation['kind'];
export type InterestKind = StatedInterest['kind'];

/** Contact data of a subject; telephone numbers as stated, E.164 where the source uses it. */
export type StatedContact = Pick<PersonRecord, 'phones' | 'emails' | 'websites'>;

/** One end of a link: a record of each kind that it may be, where its source does not say which. */
export type LinkEnd = RelationRecord['subjects'][number];

type List = 'identifications' | 'addresses' | 'positions' | 'sanctions' | 'relations' | 'interests';
type ListedIn<Name extends List> = NonNullable<PersonRecord[Name]>[number];
