import type { Delivery, DeliveryItem, Format } from '../format.js';
import { formOfDelivery, recogniseFtm } from './forms.js';
import { ftmElements } from './model/elements.js';
import { readFtm } from './read.js';

/**
 * FollowTheMoney entities as JSON lines, as OpenSanctions, yente and Aleph write them: one entity a line
 * (`entities.ftm.json`), targets with their surroundings within them (`targets.nested.json`), or a delta's operations
 * (`entities.delta.json`). Lines come in any order.
 *
 * What is part of a thing (listings, documents, addresses, posts) is folded into its record. A link between things is a
 * record of its own under its own key: it may come before its ends, or without them, and a delta may change or end it
 * alone. `model/dispositions.ts` says what becomes of each schema.
 *
 * A delta's record states of its lists only what changed (`SourceRecord.partial`). A deletion names a key alone: it is
 * a withdrawal for each kind of record that the key may be of, and of the entry of a list that it may be. A changed part
 * of a record that the delta does not have is a reject: the next whole list brings it.
 *
 * @see https://followthemoney.tech, https://www.opensanctions.org/docs/bulk/json/, https://www.opensanctions.org/faq/80/bulk-deltas/
 */
export const ftm: Format = {
  name: 'ftm',
  description:
    'FollowTheMoney entities, JSON lines: persons, organizations, ships, aircraft, their links and listings; deltas',
  publisher: 'OpenSanctions, Aleph and others; followthemoney.tech, opensanctions.org/docs/bulk/json',
  versions: ['entities', 'nested', 'delta'],
  files: ['entities.ftm.json', 'targets.nested.json', 'entities.delta.json'],
  kinds: ['person', 'organization', 'vesselRecord', 'aircraftRecord', 'relation', 'interest'],
  // Compiled from many lists and registers by others than those who keep them.
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
