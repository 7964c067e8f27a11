import { createHmac } from 'node:crypto';
import type { RequestFacts } from '../../../policy/types.js';
import { openText, type SealKeys, sealKeys, sealText } from '../../../storage/keys/sealedText.js';
import { stableJson } from '../page/stableJson.js';
import { scopesOf } from './handles.js';

/** The record behind a hit, as its originator finds it. */
export interface HitRecord {
  readonly originator: string;
  readonly id: string;
}

const label = 'hit';

/**
 * Keys of the references that hits are answered with. Why from the link key: it lasts as long as the records, and so must
 * a reference.
 *
 * @param link key that the sources share
 */
export function hitKeys(link: Uint8Array): SealKeys {
  return sealKeys(link, 'portcullis/hit');
}

/**
 * The reference in place of a hit's id: the same for the same question of one viewer, purpose and case within the hour, and
 * different for any other, so that two hits do not reveal that they share a record. It begins like ids of its kind, and no
 * record has it as its id.
 *
 * @param question distinguishes it from any other
 */
export function sealHit(keys: SealKeys, facts: RequestFacts, question: string, record: HitRecord): string {
  const [scope = ''] = scopesOf(facts);
  // Why in the nonce's key: equal texts seal to equal bytes under it, which may happen only within one question.
  const nonce = createHmac('sha256', keys.nonce)
    .update(stableJson([scope, question]))
    .digest();
  const sealed = sealText({ seal: keys.seal, nonce }, label, stableJson([record.originator, record.id]));
  return `${record.id.slice(0, record.id.indexOf('_'))}_${sealed.toString('base64url')}`;
}

/** The record behind a reference; null for any other text. */
export function openHit(keys: SealKeys, reference: string): HitRecord | null {
  const text = openText(keys, label, Buffer.from(reference.slice(reference.indexOf('_') + 1), 'base64url'));
  if (text === null) return null;
  const [originator, id] = JSON.parse(text) as [string, string];
  return { originator, id };
}
