// The thread of ML-DSA-44: a signature takes this long that nothing else may wait for it.
import { parentPort } from 'node:worker_threads';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';

const pairs = new Map();

/** The key pair of a seed (FIPS 204, KeyGen_internal): made once, since that takes longer than to sign. */
function pairOf(seed) {
  const name = Buffer.from(seed).toString('hex');
  if (!pairs.has(name)) pairs.set(name, ml_dsa44.keygen(seed));
  return pairs.get(name);
}

parentPort.on('message', ({ seed, publicKey, message, signature }) => {
  const pair = seed && pairOf(seed);
  if (pair) parentPort.postMessage({ publicKey: pair.publicKey, signature: ml_dsa44.sign(message, pair.secretKey) });
  else parentPort.postMessage({ isTrue: ml_dsa44.verify(signature, message, publicKey) });
});
