import type { Delivery, DeliveryItem, Format } from '../format.js';
import { formOfDelivery, recogniseFtm } from './forms.js';
import { ftmElements } from './model/elements.js';
import { readFtm } from './read.js';

/**
 * FollowTheMoney entities as JSON lines, as OpenSanctions, yente and Aleph write them: one entity a line
 * (`entities.ftm.json`), targets with related entities nested in them (`targets.nested.json`), or a delta's operations
 * (`entities.delta.json`). Lines come in any order.
 *
 * Parts of a thing (listings, documents, addresses, posts) go into its record. A link between things is a record of its
 * own: it may come before its ends, or without them, and a delta may change or end it alone. `model/dispositions.ts` says
 * what becomes of each schema.
 *
 * Lists in a delta's record state only what changed (`SourceRecord.partial`). A deletion names only a key: it becomes a
 * withdrawal of each kind of record, and of each list entry, that may have the key. A changed part of a record that the
 * delta lacks is rejected until the next whole list.
 *
 * @see https://followthemoney.tech, https://www.opensanctions.org/docs/bulk/json/, https://www.opensanctions.org/faq/80/bulk-deltas/
 */
export const ftm: Format = {
  name: 'ftm',
  description:
    'FollowTheMoney entities, JSON lines: persons, organizations, ships, aircraft, their links and listings; deltas',
  publisher: 'OpenSanctions, Aleph and others; followthemoney.tech, opensanctions.org/docs/bulk/json',
  versions: ['entities', 'nested', 'delta'],
  rhythm: 'daily',
  files: ['entities.ftm.json', 'targets.nested.json', 'entities.delta.json'],
  kinds: ['person', 'organization', 'vesselRecord', 'aircraftRecord', 'relation', 'interest'],
  // Compiled from many lists and registers by third parties.
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'B', informationEvaluation: 2 },
  sample:
    '{"id":"xx-1","caption":"Fictius Exemplarov","schema":"Person","properties":{"name":["Fictius Exemplarov"],"birthDate":["1970"],"topics":["sanction"]}}',
  elements: ftmElements,
  mayBeWhole: true,
  recognise: recogniseFtm,
  read,
};

async function* read(delivery: Delivery): AsyncGenerator<DeliveryItem> {
  yield* readFtm(delivery, await formOfDelivery(delivery.files));
}
