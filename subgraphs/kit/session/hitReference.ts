import { createHmac } from 'node:crypto';
import type { RequestFacts } from '../../../policy/types.js';
import { openText, type SealKeys, sealKeys, sealText } from '../../../storage/keys/sealedText.js';
import { stableJson } from '../page/stableJson.js';
import { scopesOf } from './handles.js';

/** The record that a hit is of, as its originator finds it. */
export interface HitRecord {
  readonly originator: string;
  readonly id: string;
}

const label = 'hit';

/**
 * Keys of the references by which hits are answered. Why of the link key: it stays as long as the records do, and a
 * reference is good for as long.
 *
 * @param link key that the sources share
 */
export function hitKeys(link: Uint8Array): SealKeys {
  return sealKeys(link, 'portcullis/hit');
}

/**
 * What stands in the place of a hit's id: the same for the same question of one viewer, for one purpose and case, within the hour, and no
 * other: two hits do not tell that they are of one record. It begins as ids of its kind do, and no record has it.
 *
 * @param question what tells it from any other
 */
export function sealHit(keys: SealKeys, facts: RequestFacts, question: string, record: HitRecord): string {
  const [scope = ''] = scopesOf(facts);
  // Why in the key of nonces: equal texts are equal bytes under it, and are to be so in answer to one question alone.
  const nonce = createHmac('sha256', keys.nonce)
    .update(stableJson([scope, question]))
    .digest();
  const sealed = sealText({ seal: keys.seal, nonce }, label, stableJson([record.originator, record.id]));
  return `${record.id.slice(0, record.id.indexOf('_'))}_${sealed.toString('base64url')}`;
}

/** The record that a reference stands for; null for any other text. */
export function openHit(keys: SealKeys, reference: string): HitRecord | null {
  const text = openText(keys, label, Buffer.from(reference.slice(reference.indexOf('_') + 1), 'base64url'));
  if (text === null) return null;
  const [originator, id] = JSON.parse(text) as [string, string];
  return { originator, id };
}
