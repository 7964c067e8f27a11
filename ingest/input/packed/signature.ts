/** How a file is packed, by its first bytes and never by its name. */
export type Signature = 'gzip' | 'zip' | 'tar' | 'unreadable' | 'plain';

/** First bytes of each kind, in hex, and where they are; `unreadable` ones are packed or documents, and refused. */
const signatures: readonly (readonly [Signature, string, number?])[] = [
  ['gzip', '1f8b'],
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['tar', '7573746172', 257],
  ['unreadable', '425a68'],
  ['unreadable', 'fd377a585a00'],
  ['unreadable', '28b52ffd'],
  ['unreadable', '377abcaf271c'],
  ['unreadable', '526172211a07'],
  ['unreadable', '25504446'],
  ['unreadable', 'd0cf11e0a1b11ae1'],
];

/** @param head at least 512 bytes where the file has as many */
export function toSignature(head: Buffer): Signature {
  const found = signatures.find(([, hex, at = 0]) => {
    const bytes = Buffer.from(hex, 'hex');
    return head.subarray(at, at + bytes.length).equals(bytes);
  });
  // Why: a line of text may begin with "BZh" too, but without the block size that follows, 1 to 9.
  if (found?.[1] === '425a68' && !/[1-9]/.test(String.fromCharCode(head[3] ?? 0))) return 'plain';
  return found?.[0] ?? 'plain';
}
